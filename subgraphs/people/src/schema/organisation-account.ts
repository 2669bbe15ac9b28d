import type { ApiKey as DomainApiKey } from '../domain/api-key.ts';
import type { OrganisationAccount as DomainAccount } from '../domain/organisation.ts';
import { builder } from './builder.ts';

export const ApiScope = builder.enumType('ApiScope', {
  description: 'What a key of an organisation is good for.',
  values: {
    ALERTS_RAISE: {
      value: 'alerts:raise',
      description: 'Raising alerts for persons who consented to that.',
    },
    ALERTS_FOLLOW: {
      value: 'alerts:follow',
      description: 'Following the status of alerts of persons who consented to that.',
    },
    MATTERS_ANSWER: {
      value: 'matters:answer',
      description: 'For a provider of legal aid: answering what it is offered, and its matters.',
    },
  } as const,
});

export const ApiEnvironment = builder.enumType('ApiEnvironment', {
  description: 'Where what is done with a key takes effect.',
  values: {
    LIVE: { description: 'On the live desks.' },
    TEST: { description: 'In a sandbox that no live desk sees.' },
  } as const,
});

export const ApiKey = builder.objectRef<DomainApiKey>('ApiKey').implement({
  description: 'A key with which an organisation asks; its secret is never shown again.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Names the key in acts of administration.' }),
    publicId: t.exposeString('publicId', {
      description: 'The part of the key that may be shown: it stands in the key after ab_live_.',
    }),
    label: t.exposeString('label', { description: 'What the administrators call it.' }),
    environment: t.field({
      type: ApiEnvironment,
      description: 'Where what is done with it takes effect.',
      resolve: (key) => key.environment,
    }),
    scopes: t.field({
      type: [ApiScope],
      description: 'What it is good for.',
      resolve: (key) => [...key.scopes],
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it ends; null when it does not end by itself.',
    }),
    revokedAt: t.expose('revokedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When an administrator ended it.',
    }),
    lastUsedAt: t.expose('lastUsedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was last used, to the minute or so.',
    }),
    replacedById: t.exposeID('replacedBy', {
      nullable: true,
      description: 'The key that took its place.',
    }),
  }),
});

export const OrganisationAccount = builder
  .objectRef<DomainAccount>('OrganisationAccount')
  .implement({
    description: 'An organisation as administrators see it.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Opaque and stable.' }),
      name: t.exposeString('name', { description: 'Its name; no other organisation has it.' }),
      isDisabled: t.exposeBoolean('isDisabled', {
        description: 'Whether all its keys are turned away.',
      }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was set up.' }),
      keys: t.field({
        type: [ApiKey],
        description: 'All keys it ever had, oldest first.',
        resolve: (organisation) => [...organisation.keys],
      }),
    }),
  });
