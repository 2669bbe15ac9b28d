import { builder } from './builder.ts';
import { Consulate } from './references.ts';

const usualCount = 3;

const GeographicPointInput = builder.inputType('GeographicPointInput', {
  description: 'A place on Earth (WGS 84).',
  fields: (t) => ({
    latitude: t.float({
      required: true,
      description: 'Degrees north of the equator, from -90 to 90.',
    }),
    longitude: t.float({
      required: true,
      description: 'Degrees east of Greenwich, from -180 to 180; negative to the west.',
    }),
  }),
});

builder.queryField('nearestConsulates', (t) =>
  t.field({
    type: [Consulate],
    nullable: true,
    description:
      'The offices nearest to a place, nearest first. Which one answers for the place follows ' +
      'its county and may be another.',
    args: {
      position: t.arg({
        type: GeographicPointInput,
        required: true,
        description: 'The place to start from; it is not kept.',
      }),
      first: t.arg.int({
        defaultValue: usualCount,
        description: 'How many to give, from 1 to 100.',
      }),
    },
    resolve: (_root, { position, first }, context) =>
      context.commands.findNearestConsulates(context, position, first ?? usualCount),
  }),
);
