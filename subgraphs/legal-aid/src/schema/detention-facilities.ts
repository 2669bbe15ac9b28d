import { mostFacilities, type FacilityPage } from '../commands/find-detention-facilities.ts';
import type { FacilityMatch } from '../domain/facility-directory.ts';
import { builder, pageInfo } from './builder.ts';
import { DetentionFacility, DetentionFacilityList } from './detention-facility.ts';
import { FacilityPointInput } from './facility-position.ts';

const usualCount = 20;

const DetentionFacilityEdge = builder.objectRef<FacilityMatch>('DetentionFacilityEdge').implement({
  description: 'A facility as an answer to what was looked for.',
  fields: (t) => ({
    node: t.expose('facility', { type: DetentionFacility, description: 'The facility.' }),
    cursor: t.string({
      description: 'Pass it as `after` to go on behind this facility.',
      resolve: ({ facility }) => facility.id,
    }),
    distanceKilometers: t.float({
      nullable: true,
      description:
        'As the crow flies from the point asked about, as exact as the position is; null if ' +
        'none was.',
      resolve: ({ distanceKilometers }) => distanceKilometers,
    }),
  }),
});

const DetentionFacilityConnection = builder
  .objectRef<FacilityPage>('DetentionFacilityConnection')
  .implement({
    description: 'Facilities that fit, a page of them, and what the answer rests on.',
    fields: (t) => ({
      edges: t.field({
        type: [DetentionFacilityEdge],
        description: 'The facilities in their order, with their distances.',
        resolve: ({ matches }) => [...matches],
      }),
      nodes: t.field({
        type: [DetentionFacility],
        description: 'The facilities in their order.',
        resolve: ({ matches }) => matches.map(({ facility }) => facility),
      }),
      pageInfo: t.field({
        type: pageInfo,
        description: 'Whether there are more.',
        resolve: ({ matches, hasNextPage }) => ({
          hasNextPage,
          endCursor: matches.at(-1)?.facility.id ?? null,
        }),
      }),
      totalCount: t.exposeInt('totalCount', { description: 'How many fit, over all pages.' }),
      sources: t.field({
        type: [DetentionFacilityList],
        description:
          'All lists that were searched, newest first: show how old they are and what they leave ' +
          'out, most of all when nothing was found.',
        resolve: ({ sources }) => [...sources],
      }),
    }),
  });

builder.queryFields((t) => ({
  detentionFacilities: t.field({
    type: DetentionFacilityConnection,
    nullable: true,
    description:
      'Detention facilities and ICE offices by name, place and distance. Near a point the ' +
      'nearest come first; otherwise the names that fit best, and those possibly closed last.',
    args: {
      search: t.arg.string({
        description:
          "Beginnings of words of the name or the city, in any order, or ICE's code; case, " +
          'accents and punctuation do not matter.',
      }),
      state: t.arg.string({ description: 'Postal abbreviation of a state, for example TX.' }),
      city: t.arg.string({ description: 'Beginnings of words of the city.' }),
      near: t.arg({ type: FacilityPointInput, description: 'Sorts by distance from here.' }),
      first: t.arg.int({
        defaultValue: usualCount,
        required: true,
        description: `How many at most, up to ${mostFacilities}.`,
      }),
      after: t.arg.string({ description: 'The end cursor of the page before.' }),
    },
    resolve: (_root, { search, state, city, near, first, after }, context) =>
      context.commands.findDetentionFacilities(context, {
        search: search ?? null,
        state: state ?? null,
        city: city ?? null,
        near: near ?? null,
        first,
        after: after ?? null,
      }),
  }),
  detentionFacility: t.field({
    type: DetentionFacility,
    nullable: true,
    description: 'One facility; null when there is none with that id.',
    args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
    resolve: (_root, { id }, context) => context.commands.readDetentionFacility(context, id),
  }),
}));
