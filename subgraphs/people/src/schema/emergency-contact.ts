import type { ContactRecord } from '../commands/read-own.ts';
import { maskEmail, type ContactChannel as Channel } from '../domain/contact-address.ts';
import {
  contactSteps,
  type ContactStanding as Standing,
  type ContactStep as Step,
} from '../domain/contact-standing.ts';
import { maskName, maskPhone, type ContactSight as Sight } from '../domain/emergency-contact.ts';
import { builder } from './builder.ts';

const sights = {
  STATUS: { description: 'That there is an alert, and how it stands.' },
  COARSE_PLACE: { description: 'Also about where, within some 250 km².' },
  EXACT_PLACE: { description: 'Also exactly where.' },
} as const satisfies Record<Sight, { description: string }>;

export const ContactSight = builder.enumType('ContactSight', {
  description: 'How much of an alert a contact is shown.',
  values: sights,
});

const channels = {
  WEB_PUSH: { description: 'A push message to a browser or telephone.' },
  SMS: { description: 'A text message to the telephone number.' },
  EMAIL: { description: 'An e-mail.' },
} as const satisfies Record<Channel, { description: string }>;

export const ContactChannel = builder.enumType('ContactChannel', {
  description: 'A way to reach a contact.',
  values: channels,
});

const standings = {
  UNANSWERED: {
    description:
      'They have not answered yet whether they want to be told; told of little meanwhile.',
  },
  CONFIRMED: { description: 'They agreed to be told.' },
  DECLINED: { description: 'They do not want to be told; nothing is sent to them.' },
  WITHDRAWN: { description: 'They do not want to be told any more; nothing is sent to them.' },
} as const satisfies Record<Standing, { description: string }>;

export const ContactStanding = builder.enumType('ContactStanding', {
  description: 'What a contact said to being told.',
  values: standings,
});

const steps = {
  RAISED: { description: 'The person called for help.' },
  ACKNOWLEDGED: { description: 'An officer answers.' },
  ESCALATED: { description: 'Nobody had answered, and more were called.' },
  LOCATED: { description: 'The place became known anew, for those who may see one.' },
  RESOLVED: { description: 'It is over.' },
  CANCELLED: { description: 'The person took it back.' },
} as const satisfies Record<Step, { description: string }>;

export const ContactStep = builder.enumType('ContactStep', {
  description: 'Of what in an alert a contact can be told, each once.',
  values: steps,
});

export const PushSubscriptionInput = builder.inputType('PushSubscriptionInput', {
  description: 'What a browser gives to whoever may send it push messages (RFC 8030, RFC 8291).',
  fields: (t) => ({
    endpoint: t.string({ required: true, description: 'Where messages are handed in, by https.' }),
    p256dh: t.string({ required: true, description: 'The public key, 65 bytes in base64url.' }),
    auth: t.string({ required: true, description: 'The shared secret, 16 bytes in base64url.' }),
  }),
});

export const EmergencyContact = builder.objectRef<ContactRecord>('EmergencyContact').implement({
  description:
    'Somebody whom the person wants told. What was entered cannot be read back on a device, ' +
    'which others may hold.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque.' }),
    maskedName: t.string({
      nullable: true,
      description: 'As much of the name as tells the person who is meant, for example Ana •••.',
      resolve: async ({ name }) => maskName(await name()),
    }),
    maskedPhone: t.string({
      nullable: true,
      description: 'The last digits of the telephone number, for example •••• 1234.',
      resolve: async ({ phone }) => {
        const number = await phone();
        return number === null ? null : maskPhone(number);
      },
    }),
    maskedEmail: t.string({
      nullable: true,
      description: 'The first letter and the domain of the e-mail address, a•••@example.org.',
      resolve: async ({ email }) => {
        const address = await email();
        return address === null ? null : maskEmail(address);
      },
    }),
    hasPush: t.exposeBoolean('hasPush', {
      description: 'Whether they can be reached by push messages.',
    }),
    channels: t.field({
      type: [ContactChannel],
      description: 'In which order ways to reach them are tried, those that there are.',
      resolve: (contact) => [...contact.channels],
    }),
    standing: t.expose('standing', {
      type: ContactStanding,
      description: 'What they said to being told.',
    }),
    steps: t.field({
      type: [ContactStep],
      description: 'Of what the person wants them told.',
      resolve: (contact) => [...(contact.steps.length === 0 ? contactSteps : contact.steps)],
    }),
    isTrusted: t.boolean({
      description: 'Whether they may shut out a device of the person that is in use.',
      resolve: ({ trustedDevices }) => trustedDevices > 0,
    }),
    language: t.exposeString('language', {
      nullable: true,
      description: 'The language to tell them in (BCP 47), if the person named one.',
    }),
    hasMessage: t.exposeBoolean('hasMessage', {
      description: 'Whether the person wrote a message of their own for them.',
    }),
    maySee: t.expose('maySee', {
      type: ContactSight,
      description: 'How much of an alert they are shown.',
    }),
  }),
});
