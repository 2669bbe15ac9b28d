import type { Page } from '../commands/input.ts';
import {
  isShutOut,
  officerRevocationReasons,
  type OfficerAccess as DomainAccess,
  type OfficerRevocationReason as DomainReason,
} from '../domain/officer-access.ts';
import { builder, pageInfo } from './builder.ts';

const meanings: Record<DomainReason, string> = {
  LEFT_POST: 'The officer does not work here any more.',
  CREDENTIALS_LOST: 'Somebody else may hold what the officer signs in with.',
  MISUSE: 'The officer used their access for something else.',
  PRECAUTION: 'Until something is cleared up.',
};

export const OfficerRevocationReason = builder.enumType('OfficerRevocationReason', {
  description: 'Why an officer was shut out.',
  values: Object.fromEntries(
    officerRevocationReasons.map((reason) => [reason, { description: meanings[reason] }]),
  ) as Record<DomainReason, { description: string }>,
});

export const OfficerAccess = builder.objectRef<DomainAccess>('OfficerAccess').implement({
  description: 'What administrators decided about an officer; the identity provider grants.',
  fields: (t) => ({
    officerId: t.exposeID('officerId', {
      description: "The ministry's identifier of the officer.",
    }),
    isRevoked: t.field({
      type: 'Boolean',
      description: 'Whether the officer is shut out now.',
      resolve: isShutOut,
    }),
    reason: t.field({
      type: OfficerRevocationReason,
      description: 'Why they were shut out the last time.',
      resolve: (access) => access.reason,
    }),
    revokedAt: t.expose('revokedAt', {
      type: 'DateTime',
      description: 'When they were shut out the last time.',
    }),
    revokedBy: t.exposeID('revokedBy', { description: 'The administrator who did so.' }),
    restoredAt: t.expose('restoredAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When they were let in again; null while they are shut out.',
    }),
    restoredBy: t.exposeID('restoredBy', {
      nullable: true,
      description: 'The administrator who let them in again.',
    }),
  }),
});

const OfficerAccessPage = builder.objectRef<Page<DomainAccess>>('OfficerAccessPage').implement({
  description: 'Decisions about officers, in the order of their ids.',
  fields: (t) => ({
    nodes: t.field({
      type: [OfficerAccess],
      description: 'One for each officer about whom something was ever decided.',
      resolve: (page) => [...page.nodes],
    }),
    pageInfo: t.field({
      type: pageInfo,
      description: 'Whether there are more.',
      resolve: (page) => page.pageInfo,
    }),
  }),
});

builder.queryField('officerAccess', (t) =>
  t.field({
    type: OfficerAccessPage,
    nullable: true,
    description: 'Who was ever shut out, and whether they still are. For administrators.',
    args: {
      officerId: t.arg.id({ description: 'Only this officer.' }),
      first: t.arg.int({ defaultValue: 50, required: true, description: 'At most 100.' }),
      after: t.arg.string({ description: 'The end cursor of the page before.' }),
    },
    resolve: (_root, { officerId, first, after }, context) =>
      context.commands.readOfficerAccess(context, {
        officerId: officerId ?? null,
        first,
        after: after ?? null,
      }),
  }),
);
