import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import type { CreatedFollowLink } from '../../commands/create-follow-link.ts';
import { builder, resultOf } from '../builder.ts';
import { ContactSight } from '../emergency-contact.ts';
import { FollowLink } from '../follow-link.ts';

const CreateFollowLinkInput = builder.inputType('CreateFollowLinkInput', {
  description: 'What the link shows, to whom and for how long.',
  fields: (t) => ({
    alertId: t.id({
      description:
        'An alert of the person; one that is not theirs makes a link that shows nothing. Left out: ' +
        'the one that is open when the link is first opened, or the next.',
    }),
    contactId: t.id({
      description: 'For which contact it is made; the link ends when the contact is removed.',
    }),
    maySee: t.field({
      type: ContactSight,
      description:
        'How much of the alert it shows. Left out: what the contact may see, else its status.',
    }),
    expiresInHours: t.int({
      required: true,
      defaultValue: 72,
      description: 'For how many hours it is good, from 1 to 720.',
    }),
  }),
});

const CreateFollowLinkSuccess = builder
  .objectRef<CreatedFollowLink>('CreateFollowLinkSuccess')
  .implement({
    description: '`createFollowLink` was done.',
    fields: (t) => ({
      token: t.exposeString('token', {
        description:
          'The last part of the address of the page that shows the alert; it is shown this once ' +
          'and not kept.',
      }),
      link: t.expose('link', { type: FollowLink, description: 'The link.' }),
    }),
  });

const { types, union } = resultOf('createFollowLink', 'link', [
  InvalidInputError,
  NotFoundError,
  ConflictError,
]);

builder.mutationField('createFollowLink', (t) =>
  t.field({
    type: CreateFollowLinkSuccess,
    description:
      'Makes a link by which somebody without credentials sees how an alert of the person stands.',
    errors: { types, union, directResult: true },
    args: {
      input: t.arg({ type: CreateFollowLinkInput, required: true, description: 'The link.' }),
    },
    resolve: (_root, { input }, context) => context.commands.createFollowLink(context, input),
  }),
);
