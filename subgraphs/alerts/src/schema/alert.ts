import {
  readAlert,
  readCallbackPhone,
  readMaskedPhone,
  readMessagesOfAlert,
  readNotesOfAlert,
  readUnansweredMessages,
  readPosition,
  type ExactPosition,
  type Note,
} from '../commands/read-alert.ts';
import { readTimelineOf } from '../commands/read-feed.ts';
import { readAutomaticStatuses, readGroupsOf } from '../commands/read-groups.ts';
import type { SeenAlert } from '../commands/visible-alert.ts';
import { entity } from '@alert-button/platform/federation.ts';
import {
  callerCountyOf,
  duressOf,
  offeredToOf,
  placeOf,
  viewOf,
  type PlaceView,
} from '../domain/view.ts';
import { AlertEvent } from './alert-event.ts';
import { AlertGroup, AutomaticStatus } from './alert-group.ts';
import { AlertMessage } from './alert-message.ts';
import { builder, type Context } from './builder.ts';
import { AlertChannel, AlertOutcome, AlertStatus, RoutingBasis, RoutingReason } from './enums.ts';
import { Consulate, Desk } from './others.ts';
import { Person } from './person.ts';
import { together } from './together.ts';

const view = ({ record, seenBy }: SeenAlert) => viewOf(record.alert, seenBy);
const place = ({ record, seenBy }: SeenAlert) => placeOf(record.alert, seenBy);

const AlertRouting = builder.objectRef<PlaceView['routing']>('AlertRouting').implement({
  description: 'Why the alert went to its first desk; an organisation is told the reason alone.',
  fields: (t) => ({
    reason: t.field({
      type: RoutingReason,
      description: 'The rule that decided.',
      resolve: (routing) => routing.reason,
    }),
    basis: t.field({
      type: RoutingBasis,
      nullable: true,
      description: 'How it is known that the office serves the county; only with reason COUNTY.',
      resolve: (routing) => routing.basis,
    }),
    countyFips: t.exposeString('countyFips', {
      nullable: true,
      description: 'The county of the first position: five digits, US Census 2017.',
    }),
    distanceKilometers: t.exposeFloat('distanceKilometers', {
      nullable: true,
      description: 'From the first position to the office, in steps of 10 km.',
    }),
  }),
});

export const AlertPosition = builder.objectRef<ExactPosition>('AlertPosition').implement({
  description: 'Where the person is, exactly. Kept encrypted; an officer’s reading is recorded.',
  fields: (t) => ({
    latitude: t.exposeFloat('latitude', { description: 'Degrees north, WGS 84.' }),
    longitude: t.exposeFloat('longitude', { description: 'Degrees east, WGS 84.' }),
    accuracyMeters: t.exposeFloat('accuracyMeters', {
      nullable: true,
      description: 'Radius of uncertainty, if the device gave it.',
    }),
    at: t.field({
      type: 'DateTime',
      description: 'When the service got it.',
      resolve: (position) => position.at,
    }),
  }),
});

const AlertNote = builder.objectRef<Note>('AlertNote').implement({
  description: 'What was said with an act. Kept encrypted; reading it is recorded.',
  fields: (t) => ({
    version: t.exposeInt('version', { description: 'Version of the alert the act made.' }),
    text: t.exposeString('text', { description: 'The words.' }),
  }),
});

const groupOf = together(({ services, viewer }: Context, seen: readonly SeenAlert[]) =>
  readGroupsOf(services, viewer, seen),
);
const automaticStatusOf = together(({ services }: Context, seen: readonly SeenAlert[]) =>
  readAutomaticStatuses(services, seen),
);

const hasUnansweredMessageOf = together(({ services }: Context, seen: readonly SeenAlert[]) =>
  readUnansweredMessages(services, seen),
);

/** `alert-event.ts` and `person.ts` point back here, so the fields come once all are known. */
export const Alert = builder.objectRef<SeenAlert>('Alert');

Alert.implement({
  description: 'One call for help, as it is now and as its viewer may see it.',
  extensions: entity(['id'], ({ id }: { id: string }, { services, ...asking }: Context) =>
    readAlert(services, asking, id),
  ),
  fields: (t) => ({
    id: t.id({ description: 'Opaque.', resolve: ({ record }) => record.alert.id }),
    status: t.field({
      type: AlertStatus,
      description: 'Where it stands.',
      resolve: (seen) => view(seen).status,
    }),
    version: t.int({
      description: 'Increases by one with every event of this alert.',
      resolve: (seen) => view(seen).version,
    }),
    escalationLevel: t.int({
      description: 'How many steps of escalation were taken because nobody answered.',
      resolve: (seen) => view(seen).escalationLevel,
    }),
    raisedAt: t.field({
      type: 'DateTime',
      description: 'When it was stored, by the clock of the database.',
      resolve: ({ record }) => record.raisedAt,
    }),
    occurredAt: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'When it happened by the clock of the phone: a note, possibly wrong; null for an organisation.',
      resolve: ({ record, seenBy }) => (seenBy === 'ORGANISATION' ? null : record.occurredAt),
    }),
    closedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was cancelled or resolved.',
      resolve: ({ record }) => record.closedAt,
    }),
    channel: t.field({
      type: AlertChannel,
      description: 'How it came in.',
      resolve: ({ record }) => record.alert.channel,
    }),
    isDuress: t.boolean({
      nullable: true,
      description:
        'Whether the person was made to cancel, for desks; null for others. It is no cancel then.',
      resolve: ({ record, seenBy }) => duressOf(record.alert, seenBy),
    }),
    isDrill: t.boolean({
      description: 'Whether it is a rehearsal.',
      resolve: ({ record }) => record.alert.isDrill,
    }),
    outcome: t.field({
      type: AlertOutcome,
      nullable: true,
      description: 'What became of the person, once resolved.',
      resolve: (seen) => view(seen).outcome,
    }),
    desk: t.field({
      type: Desk,
      nullable: true,
      description: 'The desk that is responsible now; null for an organisation.',
      resolve: (seen) => {
        const { deskId } = view(seen);
        return deskId === null ? null : { id: deskId };
      },
    }),
    offeredTo: t.field({
      type: [Desk],
      nullable: true,
      description: 'All desks that were called and may answer it, for desks; null for others.',
      resolve: ({ record, seenBy }) =>
        offeredToOf(record.alert, seenBy)?.map((id) => ({ id })) ?? null,
    }),
    group: t.field({
      type: AlertGroup,
      nullable: true,
      description:
        'The alerts raised close to this one in place and time, for desks; null for others.',
      resolve: (seen, _arguments, context) => groupOf(context, seen),
    }),
    automaticStatus: t.field({
      type: AutomaticStatus,
      nullable: true,
      description:
        'What the person is told before an officer has looked at it by itself; null once there is more to say, and after a request to cancel.',
      resolve: (seen, _arguments, context) => automaticStatusOf(context, seen),
    }),
    consulate: t.field({
      type: Consulate,
      nullable: true,
      description: 'The consulate it was first routed to; null when that was the national desk.',
      resolve: (seen) => {
        const { consulateId } = place(seen);
        return consulateId === null ? null : { id: consulateId };
      },
    }),
    routing: t.field({
      type: AlertRouting,
      description: 'Why it went to its first desk.',
      resolve: (seen) => place(seen).routing,
    }),
    coarseCell: t.string({
      nullable: true,
      description:
        'About where: an H3 cell of some 250 km² (resolution 5); null for an organisation.',
      resolve: (seen) => place(seen).coarseCell,
    }),
    callerCountyFips: t.string({
      nullable: true,
      description:
        'The county that an operator heard last where a caller could say no more, five digits, for desks; null for others.',
      resolve: ({ record, seenBy }) => callerCountyOf(record.alert, seenBy),
    }),
    position: t.field({
      type: AlertPosition,
      nullable: true,
      description:
        'Exactly where, last known; null for an organisation. An officer’s reading is recorded.',
      resolve: (seen, _arguments, { services, ...asking }) => readPosition(services, asking, seen),
    }),
    notes: t.field({
      type: [AlertNote],
      nullable: true,
      description: 'What was said with the acts; for desks only, and reading it is recorded.',
      resolve: (seen, _arguments, { services, ...asking }) =>
        readNotesOfAlert(services, asking, seen),
    }),
    callbackPhone: t.string({
      nullable: true,
      description:
        'Where the person can be called back (E.164), for desks; null for others. Reading it is recorded.',
      resolve: (seen, _arguments, { services, ...asking }) =>
        readCallbackPhone(services, asking, seen),
    }),
    maskedCallbackPhone: t.string({
      nullable: true,
      description: 'Its last digits, for the person, for example •••• 1234; null for others.',
      resolve: (seen, _arguments, { services }) => readMaskedPhone(services, seen),
    }),
    hasUnansweredMessage: t.boolean({
      nullable: true,
      description: 'Whether the person wrote last, for desks; null for others.',
      resolve: (seen, _arguments, context) => hasUnansweredMessageOf(context, seen),
    }),
    messages: t.field({
      type: [AlertMessage],
      nullable: true,
      description:
        'What the person and the desks wrote to each other, oldest first; null for an organisation. An officer’s reading is recorded.',
      args: {
        after: t.arg.int({
          required: true,
          defaultValue: 0,
          description: 'Only those after this version: that of the last one you have.',
        }),
      },
      resolve: (seen, { after }, { services, ...asking }) =>
        readMessagesOfAlert(services, asking, seen, after),
    }),
    person: t.field({
      type: Person,
      nullable: true,
      description:
        'Whose alert it is; null for whoever may not know. An officer’s reading is recorded.',
      resolve: (seen, _arguments, { services, viewer }) => services.grantPerson(viewer, seen),
    }),
    timeline: t.field({
      type: [AlertEvent],
      description: 'Everything that happened, in order, as the viewer may see it.',
      resolve: (seen, _arguments, { services }) => readTimelineOf(services, seen),
    }),
  }),
});

builder.queryField('alert', (t) =>
  t.field({
    type: Alert,
    nullable: true,
    description: 'One alert; null when it is not there or not yours.',
    args: { id: t.arg.id({ required: true, description: 'The alert.' }) },
    resolve: (_root, { id }, { services, ...asking }) => readAlert(services, asking, id),
  }),
);
