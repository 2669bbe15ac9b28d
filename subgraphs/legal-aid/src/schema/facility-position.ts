import type { FacilityPosition as DomainFacilityPosition } from '../domain/detention-facility.ts';
import { builder } from './builder.ts';

export const FacilityPointInput = builder.inputType('FacilityPointInput', {
  description: 'A place to measure from (WGS 84). It is not kept.',
  fields: (t) => ({
    latitude: t.float({ required: true, description: 'Degrees north of the equator.' }),
    longitude: t.float({
      required: true,
      description: 'Degrees east of Greenwich; negative to the west.',
    }),
  }),
});

const FacilityPositionPrecision = builder.enumType('FacilityPositionPrecision', {
  description: "How exact a facility's place on the map is.",
  values: {
    ADDRESS: { description: 'The building.' },
    ZIP_CODE: {
      description:
        'The centre of its ZIP code: half are within 4 km of the building and nine in ten ' +
        'within 13 km. Not for directions.',
    },
    CITY: { description: 'The centre of its city. Not for directions.' },
  } as const,
});

export const FacilityPosition = builder
  .objectRef<DomainFacilityPosition>('FacilityPosition')
  .implement({
    description: 'About where a facility stands.',
    fields: (t) => ({
      latitude: t.exposeFloat('latitude', { description: 'Degrees north of the equator.' }),
      longitude: t.exposeFloat('longitude', {
        description: 'Degrees east of Greenwich; negative to the west.',
      }),
      precision: t.expose('precision', {
        type: FacilityPositionPrecision,
        description: 'How exact the place is.',
      }),
    }),
  });
