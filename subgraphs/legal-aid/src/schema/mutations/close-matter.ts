import { ConflictError, NotFoundError } from '@alert-button/platform/errors.ts';
import { closeMatter } from '../../commands/close-matter.ts';
import { builder, resultOf } from '../builder.ts';
import { MatterOutcome } from '../matter-enums.ts';
import { Matter } from '../matter.ts';

const CloseMatterInput = builder.inputType('CloseMatterInput', {
  description: 'What `closeMatter` needs.',
  fields: (t) => ({
    matterId: t.id({ required: true, description: 'The matter.' }),
    outcome: t.field({ type: MatterOutcome, required: true, description: 'What came of it.' }),
  }),
});

builder.mutationField('closeMatter', (t) =>
  t.field({
    type: Matter,
    description: 'An officer ends the matter with what came of it.',
    args: { input: t.arg({ type: CloseMatterInput, required: true, description: 'The act.' }) },
    errors: resultOf('closeMatter', 'matter', [NotFoundError, ConflictError]),
    resolve: (_root, { input }, { services, ...asking }) => closeMatter(services, asking, input),
  }),
);
