import { entity } from '@alert-button/platform/federation.ts';
import { sourceOf, type Consulate as DomainConsulate } from '../domain/consulate.ts';
import type { DirectoryKey } from '../domain/directory.ts';
import { builder, type ConsulatesContext } from './builder.ts';
import { ConsulateFieldSource } from './consulate-field-source.ts';
import { Desk } from './desk.ts';
import { OfficeHours } from './office-hours.ts';
import { OutOfServiceReason } from './out-of-service.ts';
import { ConsulateJurisdiction } from './jurisdiction.ts';
import { Consulate } from './references.ts';

const ConsulateType = builder.enumType('ConsulateType', {
  description: 'Rank of an office of the foreign service.',
  values: {
    CONSULATE_GENERAL: { description: 'A consulate general.' },
    CONSULATE: { description: 'A career consulate.' },
    CONSULAR_SECTION: { description: 'The consular section of the embassy.' },
  } as const,
});

const PositionPrecision = builder.enumType('PositionPrecision', {
  description: 'How exact a place on the map is.',
  values: {
    ADDRESS: { description: 'The building.' },
    CITY: { description: 'The centre of the city; not for directions.' },
  } as const,
});

const ConsulatePosition = builder
  .objectRef<DomainConsulate['position']>('ConsulatePosition')
  .implement({
    description: 'Where an office stands.',
    fields: (t) => ({
      latitude: t.exposeFloat('latitude', { description: 'Degrees north of the equator.' }),
      longitude: t.exposeFloat('longitude', {
        description: 'Degrees east of Greenwich; negative to the west.',
      }),
      precision: t.expose('precision', {
        type: PositionPrecision,
        description: 'How exact the place is.',
      }),
    }),
  });

Consulate.implement({
  description: 'A Mexican consulate in the United States.',
  extensions: entity(['id', 'code'], (key: DirectoryKey, context: ConsulatesContext) =>
    context.commands.readConsulate(context, key),
  ),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque, and the same in every installation.' }),
    code: t.exposeString('code', { description: 'Its short name, for example los-angeles.' }),
    name: t.exposeString('name', { description: 'Its name in Spanish.' }),
    type: t.expose('type', { type: ConsulateType, description: 'Its rank; not sourced.' }),
    city: t.exposeString('city', { description: 'The city it stands in.' }),
    state: t.exposeString('state', { description: 'Postal abbreviation of its state.' }),
    address: t.exposeString('address', {
      nullable: true,
      description: 'Street and number; null when not known.',
    }),
    postalCode: t.exposeString('postalCode', {
      nullable: true,
      description: 'ZIP code; null when not known.',
    }),
    phone: t.exposeString('phone', {
      nullable: true,
      description: 'Main number in E.164 form; null when not known.',
    }),
    isPhoneVerified: t.boolean({
      description:
        'Whether `phone` was confirmed by a call or seen in a press or official page; it may be ' +
        'outdated.',
      resolve: (consulate) => sourceOf(consulate, 'PHONE')?.isVerified ?? false,
    }),
    phoneAsOf: t.string({
      nullable: true,
      description: 'Year, month or day (ISO 8601) of the call or source of `phone`, if known.',
      resolve: (consulate) => sourceOf(consulate, 'PHONE')?.asOf ?? null,
    }),
    protectionPhone: t.exposeString('protectionPhone', {
      nullable: true,
      description: 'Number of its protection department or emergency line; null when not known.',
    }),
    isProtectionPhoneVerified: t.boolean({
      description:
        'Whether `protectionPhone` was confirmed by a call or seen in a press or official page; it ' +
        'may be outdated.',
      resolve: (consulate) => sourceOf(consulate, 'PROTECTION_PHONE')?.isVerified ?? false,
    }),
    protectionPhoneAsOf: t.string({
      nullable: true,
      description:
        'Year, month or day (ISO 8601) of the call or source of `protectionPhone`, if known.',
      resolve: (consulate) => sourceOf(consulate, 'PROTECTION_PHONE')?.asOf ?? null,
    }),
    fallbackPhone: t.string({
      description: 'The number to call where its own is not known or does not answer: the CIAM.',
      resolve: (_consulate, _arguments, context) => context.commands.readFallbackPhone(context),
    }),
    email: t.exposeString('email', {
      nullable: true,
      description: 'E-mail address; null when not known.',
    }),
    website: t.exposeString('website', { nullable: true, description: 'Address of its pages.' }),
    position: t.expose('position', {
      type: ConsulatePosition,
      description: 'Where it stands.',
    }),
    hours: t.expose('hours', {
      type: OfficeHours,
      nullable: true,
      description: 'When it is open; null when not known.',
    }),
    isHoursVerified: t.boolean({
      description:
        'Whether the office confirmed `hours` or they were seen in a press or official page; ' +
        'otherwise they are assumed.',
      resolve: (consulate) => sourceOf(consulate, 'HOURS')?.isVerified ?? false,
    }),
    hoursAsOf: t.string({
      nullable: true,
      description: 'Year, month or day (ISO 8601) of the source of `hours`, if known.',
      resolve: (consulate) => sourceOf(consulate, 'HOURS')?.asOf ?? null,
    }),
    regionalGroup: t.exposeString('regionalGroup', {
      nullable: true,
      description:
        'Short name of the group whose offices back each other up; null for one in none. How far ' +
        'to trust it, `fieldSources` says.',
    }),
    isInService: t.boolean({
      description: 'Whether the office works now; administrators decide it.',
      resolve: ({ outOfService }) => outOfService === null,
    }),
    outOfServiceReason: t.field({
      type: OutOfServiceReason,
      nullable: true,
      description: 'Why it is out of service; null while it is in service. For officers.',
      resolve: (consulate, _arguments, context) =>
        context.commands.readOutOfService(context, consulate),
    }),
    desk: t.field({
      type: Desk,
      description: 'Where alerts for it are answered.',
      resolve: (consulate, _arguments, context) =>
        context.commands.readConsulateDesk(context, consulate),
    }),
    jurisdiction: t.expose('jurisdiction', {
      type: ConsulateJurisdiction,
      description: 'Which counties it answers for.',
    }),
    isVerified: t.exposeBoolean('isVerified', {
      description: 'Whether the office was seen in a press or official page, not only in a list.',
    }),
    source: t.exposeString('source', { description: 'The list the office was found in.' }),
    fieldSources: t.field({
      type: [ConsulateFieldSource],
      description: 'Where each part of this entry is known from.',
      resolve: ({ fieldSources }) => [...fieldSources],
    }),
    notes: t.exposeString('notes', {
      nullable: true,
      description: 'What the sources leave open.',
    }),
  }),
});

builder.queryFields((t) => ({
  consulates: t.field({
    type: [Consulate],
    nullable: true,
    description: 'All consulates, sorted by code.',
    resolve: (_root, _arguments, context) => [...context.commands.readConsulates(context)],
  }),
  consulate: t.field({
    type: Consulate,
    nullable: true,
    description: 'One consulate; null when there is none with that code.',
    args: {
      code: t.arg.string({
        required: true,
        description: 'Its short name, for example los-angeles.',
      }),
    },
    resolve: (_root, { code }, context) => context.commands.readConsulate(context, { code }),
  }),
}));
