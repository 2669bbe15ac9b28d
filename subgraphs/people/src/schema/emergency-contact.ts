import type { ContactRecord } from '../commands/read-own.ts';
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
      resolve: async ({ phone }) => maskPhone(await phone()),
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
