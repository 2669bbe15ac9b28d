import { entity } from '@alert-button/platform/federation.ts';
import {
  isPossiblyClosed,
  type DetentionFacility as DomainDetentionFacility,
  type FacilityList,
} from '../domain/detention-facility.ts';
import { builder, type LegalAidContext } from './builder.ts';
import { FacilityPosition } from './facility-position.ts';

const DetentionFacilityKind = builder.enumType('DetentionFacilityKind', {
  description: 'What sort of place it is.',
  values: {
    DETENTION_FACILITY: { description: 'People are held here for ICE.' },
    ICE_OFFICE: {
      description: 'People are processed here, and often held for hours before a transfer.',
    },
  } as const,
});

export const DetentionFacilityList = builder
  .objectRef<FacilityList>('DetentionFacilityList')
  .implement({
    description: 'A list that facilities are known from, and how far to trust it.',
    fields: (t) => ({
      code: t.exposeString('code', { description: 'Its short name; does not change.' }),
      title: t.exposeString('title', { description: 'Who published it, and which file.' }),
      url: t.exposeString('url', { description: 'Where it is published.' }),
      licence: t.exposeString('licence', { description: 'Under which terms it may be used.' }),
      dataAsOf: t.exposeString('dataAsOf', {
        description: 'Year, month or day (ISO 8601) that it speaks of, as exact as it is known.',
      }),
      limits: t.exposeString('limits', { description: 'What it leaves out or may have wrong.' }),
      isSuperseded: t.exposeBoolean('isSuperseded', {
        description: 'Whether a newer list of the same kind has taken its place.',
      }),
    }),
  });

export const DetentionFacility = builder.objectRef<DomainDetentionFacility>('DetentionFacility');

DetentionFacility.implement({
  description: 'A place where ICE holds people, or one of its offices where they are processed.',
  extensions: entity(
    ['id'],
    ({ id }: { id: string }, context: LegalAidContext) =>
      context.commands.readDetentionFacility(context, id),
    // By it the consulates say whose office answers for it.
    ['id countyFips'],
  ),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque, and the same in every installation.' }),
    kind: t.expose('kind', { type: DetentionFacilityKind, description: 'What sort of place.' }),
    name: t.exposeString('name', { description: 'Its name.' }),
    officialName: t.exposeString('officialName', {
      description: 'Its name as the list has it; the one to use with the authorities.',
    }),
    code: t.exposeString('code', {
      nullable: true,
      description: "ICE's own code for the place (DETLOC); null when not known.",
    }),
    description: t.exposeString('description', {
      description: 'Under which agreement ICE uses it, or what is done there.',
    }),
    address: t.exposeString('address', {
      nullable: true,
      description: 'Street and number, or a post box, as the list has it; null when not known.',
    }),
    city: t.exposeString('city', { description: 'The city of its address.' }),
    state: t.exposeString('state', {
      description: 'Postal abbreviation of the state or territory of its address.',
    }),
    postalCode: t.exposeString('postalCode', {
      nullable: true,
      description: 'ZIP code; null when not known.',
    }),
    position: t.expose('position', {
      type: FacilityPosition,
      description: 'About where it stands.',
    }),
    countyFips: t.exposeString('countyFips', {
      nullable: true,
      description:
        'The county of that place (US Census, 2017 edition); null outside the country, and where ' +
        'it is in doubt.',
    }),
    fieldOfficeName: t.string({
      nullable: true,
      description: 'The ICE field office that answers for it; null for a field office itself.',
      resolve: ({ fieldOffice }) => fieldOffice?.name ?? null,
    }),
    fieldOffice: t.field({
      type: DetentionFacility,
      nullable: true,
      description: 'Where that field office is.',
      resolve: ({ fieldOffice }, _arguments, context) =>
        fieldOffice && context.commands.readDetentionFacility(context, fieldOffice.id),
    }),
    dataAsOf: t.string({
      description: 'Year, month or day (ISO 8601) that this entry speaks of: show it with it.',
      resolve: ({ source }) => source.dataAsOf,
    }),
    source: t.expose('source', {
      type: DetentionFacilityList,
      description: 'The list this entry is taken from.',
    }),
    listedIn: t.field({
      type: [DetentionFacilityList],
      description: 'Every list it stands in, newest first.',
      resolve: ({ listedIn }) => [...listedIn],
    }),
    isPossiblyClosed: t.boolean({
      description:
        'Whether it stands only in lists that newer ones have replaced: it may be closed, or be ' +
        'listed under another name now.',
      resolve: isPossiblyClosed,
    }),
    note: t.exposeString('note', {
      nullable: true,
      description: 'What is peculiar about the entry.',
    }),
  }),
});
