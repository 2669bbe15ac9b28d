import {
  type Consent as DomainConsent,
  type ConsentEnding as Ending,
  type ConsentPurpose as Purpose,
} from '../domain/consent.ts';
import { builder } from './builder.ts';

const purposes = {
  SHARE_WITH_ORGANISATION: {
    description: 'That one organisation raises and follows alerts for the person.',
  },
  NOTIFY_CONTACTS: { description: 'That the emergency contacts are told of an alert.' },
  REFER_TO_LEGAL_AID: { description: 'That a legal-aid provider learns of the case.' },
  STATISTICS: { description: 'That the case counts in published figures about large groups.' },
} as const satisfies Record<Purpose, { description: string }>;

export const ConsentPurpose = builder.enumType('ConsentPurpose', {
  description: 'What somebody can agree to.',
  values: purposes,
});

const endings = {
  WITHDRAWN: { description: 'The person does not agree any more.' },
  REPLACED: { description: 'The person agreed to a newer text.' },
} as const satisfies Record<Ending, { description: string }>;

const ConsentEnding = builder.enumType('ConsentEnding', {
  description: 'Why a consent is not in force any more.',
  values: endings,
});

export const Consent = builder.objectRef<DomainConsent>('Consent').implement({
  description: 'That a person agreed to a purpose, on the text of a certain day.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque.' }),
    purpose: t.expose('purpose', { type: ConsentPurpose, description: 'To what.' }),
    organisationId: t.exposeID('organisationId', {
      nullable: true,
      description: 'With which organisation, where the purpose names one.',
    }),
    textVersion: t.exposeString('textVersion', {
      description: 'Date of the text they agreed to, for example 2026-11-22.',
    }),
    grantedAt: t.expose('grantedAt', { type: 'DateTime', description: 'Since when.' }),
    endedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Until when; null while it is in force.',
      resolve: ({ end }) => end?.at ?? null,
    }),
    ending: t.field({
      type: ConsentEnding,
      nullable: true,
      description: 'Why it ended; null while it is in force.',
      resolve: ({ end }) => end?.ending ?? null,
    }),
    isInForce: t.boolean({
      description: 'Whether the person agrees now.',
      resolve: ({ end }) => end === null,
    }),
  }),
});
