import {
  readUnansweredAlerts,
  type UnansweredAlert,
  type UnansweredAlerts,
} from '../commands/read-unanswered.ts';
import { builder, pageInfo } from './builder.ts';
import { AlertChannel } from './enums.ts';
import { Consulate, Desk } from './others.ts';

const UnansweredAlertRef = builder.objectRef<UnansweredAlert>('UnansweredAlert').implement({
  description:
    'An alert that waits for an answer anywhere: where and how long, and nothing of whom.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Of the alert.' }),
    raisedAt: t.field({
      type: 'DateTime',
      description: 'When it was stored.',
      resolve: (alert) => alert.raisedAt,
    }),
    nextStepAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the next desks are called.',
      resolve: (alert) => alert.nextStepAt,
    }),
    escalationLevel: t.exposeInt('escalationLevel', {
      description: 'How many steps of escalation were taken.',
    }),
    channel: t.field({
      type: AlertChannel,
      description: 'How it came in.',
      resolve: (alert) => alert.channel,
    }),
    isDrill: t.exposeBoolean('isDrill', { description: 'Whether it is a rehearsal.' }),
    isDuress: t.exposeBoolean('isDuress', {
      description: 'Whether the person was made to cancel.',
    }),
    desk: t.field({
      type: Desk,
      nullable: true,
      description: 'The desk that is responsible.',
      resolve: ({ deskId }) => ({ id: deskId }),
    }),
    consulate: t.field({
      type: Consulate,
      nullable: true,
      description: 'The consulate it was first routed to, if it was one.',
      resolve: ({ consulateId }) => (consulateId === null ? null : { id: consulateId }),
    }),
  }),
});

const UnansweredAlertPage = builder.objectRef<UnansweredAlerts>('UnansweredAlertPage').implement({
  description: 'Alerts that nobody has answered.',
  fields: (t) => ({
    nodes: t.field({
      type: [UnansweredAlertRef],
      description: 'Whose next step is due first comes first.',
      resolve: (page) => [...page.nodes],
    }),
    pageInfo: t.field({
      type: pageInfo,
      description: 'Whether there are more.',
      resolve: ({ hasNextPage, endCursor }) => ({ hasNextPage, endCursor }),
    }),
  }),
});

builder.queryField('unansweredAlerts', (t) =>
  t.field({
    type: UnansweredAlertPage,
    nullable: true,
    description: 'Live alerts of the whole country without an answer; for operators, and recorded.',
    args: {
      first: t.arg.int({ defaultValue: 50, required: true, description: 'At most 100.' }),
      after: t.arg.string({ description: 'The end cursor of the page before.' }),
    },
    resolve: (_root, input, { services, ...asking }) =>
      readUnansweredAlerts(services, asking, { ...input, after: input.after ?? null }),
  }),
);
