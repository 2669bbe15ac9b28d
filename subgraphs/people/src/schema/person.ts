import { entity, inaccessible } from '@alert-button/platform/federation.ts';
import type { PersonRecord, PersonReference } from '../commands/read-person.ts';
import type {
  IdentityDocument as DomainDocument,
  IdentityDocumentKind as DocumentKind,
} from '../domain/identity-document.ts';
import { builder, type PeopleContext } from './builder.ts';
import { Consent } from './consent.ts';
import { Device } from './device.ts';
import { Consulate } from './directory.ts';
import { EmergencyContact } from './emergency-contact.ts';
import { FollowLink } from './follow-link.ts';

const documentKinds = {
  PASSPORT: { description: 'A Mexican passport.' },
  CONSULAR_ID: { description: 'A consular identity card (matrícula consular).' },
  VOTER_ID: { description: 'A voter’s card of the INE.' },
  CURP: { description: 'The population register’s code.' },
  BIRTH_CERTIFICATE: { description: 'A birth certificate.' },
  OTHER: { description: 'Another paper.' },
} as const satisfies Record<DocumentKind, { description: string }>;

export const IdentityDocumentKind = builder.enumType('IdentityDocumentKind', {
  description: 'What paper it is.',
  values: documentKinds,
});

const IdentityDocument = builder.objectRef<DomainDocument>('IdentityDocument').implement({
  description: 'A paper by which a consulate can find somebody in its registers.',
  fields: (t) => ({
    kind: t.expose('kind', { type: IdentityDocumentKind, description: 'What paper it is.' }),
    number: t.exposeString('number', { description: 'The number on it.' }),
  }),
});

export const Person = builder.objectRef<PersonRecord>('Person').implement({
  description: 'Somebody who enrolled a device to be able to call for help.',
  extensions: entity(
    ['id grant'],
    (reference: PersonReference, context: PeopleContext) =>
      context.commands.readPerson(context, reference),
    ['id'],
  ),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque; says nothing about the person.' }),
    grant: t.string({
      nullable: true,
      extensions: inaccessible,
      description: 'From alerts, for an officer who may see this person.',
      resolve: () => null,
    }),
    homeConsulate: t.field({
      type: Consulate,
      nullable: true,
      description: 'The consulate the person calls theirs, if they named one.',
      resolve: ({ homeConsulate }) => (homeConsulate === null ? null : { code: homeConsulate }),
    }),
    languages: t.field({
      type: ['String'],
      description: 'The languages the person wants to be spoken to in (BCP 47), best first.',
      resolve: ({ languages }) => [...languages],
    }),
    name: t.string({
      nullable: true,
      description: 'What the person is called, if they told. An officer’s reading is recorded.',
      resolve: ({ name }) => name(),
    }),
    document: t.field({
      type: IdentityDocument,
      nullable: true,
      description: 'By which paper a consulate finds them, if they told.',
      resolve: ({ document }) => document(),
    }),
    maskedPhone: t.string({
      nullable: true,
      description:
        'The last digits of the number by which they call or write, for example •••• 1234, for ' +
        'themself; null for everybody else.',
      resolve: (person, _arguments, context) =>
        context.commands.readOwnPhone.masked(context, person),
    }),
    phone: t.string({
      nullable: true,
      description:
        'The number by which they call or write, for the officer who was let see the person, whose ' +
        'reading is recorded; null for everybody else, and for themself too.',
      resolve: (person, _arguments, context) =>
        context.commands.readOwnPhone.whole(context, person),
    }),
    hasCallerWord: t.boolean({
      nullable: true,
      description:
        'Whether operators can know them by a word, for themself; null for everybody else.',
      resolve: ({ id }, _arguments, context) => context.commands.readHasCallerWord(context, id),
    }),
    devices: t.field({
      type: [Device],
      nullable: true,
      description: 'Their own devices, oldest first; null for everybody else.',
      resolve: ({ id }, _arguments, context) => context.commands.readDevices(context, id),
    }),
    emergencyContacts: t.field({
      type: [EmergencyContact],
      nullable: true,
      description: 'Whom they want told, in their order; null for everybody else.',
      resolve: ({ id }, _arguments, context) => context.commands.readEmergencyContacts(context, id),
    }),
    followLinks: t.field({
      type: [FollowLink],
      nullable: true,
      description:
        'The newest hundred links by which others see how an alert of theirs stands, newest ' +
        'first; null for everybody else.',
      resolve: ({ id }, _arguments, context) => context.commands.readFollowLinks(context, id),
    }),
    consents: t.field({
      type: [Consent],
      nullable: true,
      description: 'Everything they ever agreed to, newest first; null for everybody else.',
      resolve: ({ id }, _arguments, context) => context.commands.readConsents(context, id),
    }),
  }),
});
