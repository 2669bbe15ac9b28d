import type {
  ContactDelivery as Delivery,
  ContactDeliveryState as State,
} from '../commands/read-contact-deliveries.ts';
import { builder } from './builder.ts';
import { ContactChannel, ContactStep, EmergencyContact } from './emergency-contact.ts';

const states = {
  PENDING: { description: 'No provider has taken it yet; it is tried again.' },
  REACHED_PROVIDER: { description: 'A provider took it; whether anybody read it, nobody knows.' },
  FAILED: { description: 'No provider took it, and it is not tried any more.' },
  MUTED: { description: 'It is of a drill: it would have been sent, and went nowhere.' },
  SUPERSEDED: { description: 'It was not sent, since there was newer news or they left.' },
} as const satisfies Record<State, { description: string }>;

const ContactDeliveryState = builder.enumType('ContactDeliveryState', {
  description: 'How far a message to a contact came.',
  values: states,
});

const ContactDelivery = builder.objectRef<Delivery>('ContactDelivery').implement({
  description: 'That a contact is told of something, and how far that came.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque.' }),
    contact: t.field({
      type: EmergencyContact,
      description: 'Who is told.',
      resolve: ({ contact }) => contact,
    }),
    step: t.expose('step', { type: ContactStep, description: 'Of what.' }),
    state: t.expose('state', { type: ContactDeliveryState, description: 'How far it came.' }),
    queuedAt: t.expose('queuedAt', {
      type: 'DateTime',
      description: 'Since when it is to be sent.',
    }),
    reachedAt: t.expose('reachedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When a provider took it.',
    }),
    attempts: t.exposeInt('attempts', { description: 'How often it was tried.' }),
    channels: t.field({
      type: [ContactChannel],
      description: 'By what it was tried, in that order; never to which address.',
      resolve: ({ channels }) => [...channels],
    }),
    link: t.exposeString('link', {
      nullable: true,
      description: 'Of a drill, the link that would stand in it, to be tried; null of every other.',
    }),
    failures: t.exposeInt('failures', { description: 'How often that came to nothing.' }),
  }),
});

builder.queryField('contactDeliveries', (t) =>
  t.field({
    type: [ContactDelivery],
    nullable: true,
    description: 'Who of the asking person’s contacts was told of what in an alert of theirs.',
    args: {
      alertId: t.arg.id({ required: true, description: 'The alert.' }),
    },
    resolve: async (_root, { alertId }, context) => [
      ...(await context.commands.readContactDeliveries(context, alertId)),
    ],
  }),
);
