import { entity } from '@alert-button/platform/federation.ts';
import type { Desk as DomainDesk } from '../domain/desk.ts';
import type { DirectoryKey } from '../domain/directory.ts';
import { builder, type ConsulatesContext } from './builder.ts';
import { DutyShift } from './duty-shift.ts';
import { EscalationPolicy } from './escalation-policy.ts';
import { OutOfServiceReason } from './out-of-service.ts';
import { Consulate } from './references.ts';
import { RosterMember } from './roster.ts';

const DeskKind = builder.enumType('DeskKind', {
  description: 'What a desk answers for.',
  values: {
    CONSULATE: { description: 'For one consulate.' },
    CALL_CENTRE: { description: 'For all of them, by telephone, day and night.' },
    NATIONAL: { description: 'For the whole country, when nobody else does.' },
    ADDITIONAL: {
      description: 'For what is transferred to it; an administrator opened it.',
    },
  } as const,
});

export const Desk = builder.objectRef<DomainDesk>('Desk').implement({
  description:
    'Where alerts are answered: at a consulate, the call centre, nationally, or at a desk that an ' +
    'administrator opened.',
  extensions: entity(['id', 'code'], (key: DirectoryKey, context: ConsulatesContext) =>
    context.commands.readDesk(context, key),
  ),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque, and the same in every installation.' }),
    code: t.exposeString('code', { description: 'Its short name, for example call-centre.' }),
    kind: t.expose('kind', { type: DeskKind, description: 'What it answers for.' }),
    isInService: t.boolean({
      description:
        "Whether it answers now. A consulate's own desk is out of service with its consulate; an " +
        'additional one when administrators close it.',
      resolve: ({ outOfService }) => outOfService === null,
    }),
    outOfServiceReason: t.field({
      type: OutOfServiceReason,
      nullable: true,
      description: 'Why it is out of service; null while it is in service. For officers.',
      resolve: (desk, _arguments, context) => context.commands.readDeskOutOfService(context, desk),
    }),
    roster: t.field({
      type: [RosterMember],
      nullable: true,
      description: 'Who answers at it. For the desk itself and administrators; null for others.',
      resolve: (desk, _arguments, context) => context.commands.readRoster(context, desk),
    }),
    escalationPolicy: t.field({
      type: EscalationPolicy,
      nullable: true,
      description:
        'Whom its alerts go on to while nobody answers; null for the default. For officers.',
      resolve: (desk, _arguments, context) => context.commands.readEscalationPolicy(context, desk),
    }),
    dutyShifts: t.field({
      type: [DutyShift],
      nullable: true,
      description:
        'Who is on duty now and later, in the order of time. For the desk itself and ' +
        'administrators; null for others.',
      resolve: (desk, _arguments, context) => context.commands.readDuty(context, desk),
    }),
    consulate: t.field({
      type: Consulate,
      nullable: true,
      description:
        'The consulate it belongs to; null for the call centre, nationally, and for an additional ' +
        'desk that belongs to none.',
      resolve: ({ consulateId }, _arguments, context) =>
        consulateId === null ? null : context.commands.readConsulate(context, { id: consulateId }),
    }),
  }),
});

builder.queryFields((t) => ({
  desks: t.field({
    type: [Desk],
    nullable: true,
    description: 'All desks, sorted by code.',
    resolve: (_root, _arguments, context) => [...context.commands.readDesks(context)],
  }),
  desk: t.field({
    type: Desk,
    nullable: true,
    description: 'One desk; null when there is none with that code.',
    args: {
      code: t.arg.string({
        required: true,
        description: "A consulate's code, call-centre, national, or an additional desk's code.",
      }),
    },
    resolve: (_root, { code }, context) => context.commands.readDesk(context, { code }),
  }),
}));
