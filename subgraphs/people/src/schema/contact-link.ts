import type { AnsweredContact } from '../commands/contact-answer.ts';
import type { SeenContactLink, TrustedDevice } from '../commands/read-contact-link.ts';
import type { LinkPurpose } from '../domain/contact-link.ts';
import { builder } from './builder.ts';
import { ContactStanding } from './emergency-contact.ts';

const purposes = {
  QUESTION: { description: 'To say whether one wants to be told.' },
  EXIT: { description: 'To look at news, and to leave.' },
  REVOCATION: { description: 'To shut out a lost device.' },
} as const satisfies Record<LinkPurpose, { description: string }>;

const ContactLinkPurpose = builder.enumType('ContactLinkPurpose', {
  description: 'What a link from a message is for.',
  values: purposes,
});

/** A device as the contact sees it who may shut it out. */
export const RevocableDevice = builder.objectRef<TrustedDevice>('RevocableDevice').implement({
  description: 'A device that somebody else trusts the asking contact to shut out.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque.' }),
    label: t.string({
      nullable: true,
      description: 'What its owner wants this contact to read, if anything.',
      resolve: ({ label }) => label(),
    }),
  }),
});

/** A contact as they see themself. */
export const AnsweredContactType = builder.objectRef<AnsweredContact>('AnsweredContact').implement({
  description: 'A contact, as shown to themself: nothing of who named them.',
  fields: (t) => ({
    standing: t.expose('standing', {
      type: ContactStanding,
      description: 'What they said to being told.',
    }),
  }),
});

const ContactLink = builder.objectRef<SeenContactLink>('ContactLink').implement({
  description: 'What a link from a message is for.',
  fields: (t) => ({
    purpose: t.expose('purpose', { type: ContactLinkPurpose, description: 'For what.' }),
    standing: t.expose('standing', {
      type: ContactStanding,
      description: 'What the contact said to being told.',
    }),
    devices: t.field({
      type: [RevocableDevice],
      description: 'The devices that can be shut out with it.',
      resolve: ({ devices }) => [...devices],
    }),
  }),
});

builder.queryField('contactLink', (t) =>
  t.field({
    type: ContactLink,
    nullable: true,
    description: 'What a link from a message is for; null for one that is not known or is over.',
    args: {
      token: t.arg.string({ required: true, description: 'The last part of the link’s address.' }),
    },
    resolve: (_root, { token }, context) => context.commands.readContactLink(context, token),
  }),
);
