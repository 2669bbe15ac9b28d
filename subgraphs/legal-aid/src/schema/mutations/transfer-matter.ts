import { ConflictError, NotFoundError } from '@alert-button/platform/errors.ts';
import { transferMatter } from '../../commands/transfer-matter.ts';
import { builder, resultOf } from '../builder.ts';
import { Matter } from '../matter.ts';

const TransferMatterInput = builder.inputType('TransferMatterInput', {
  description: 'What `transferMatter` needs.',
  fields: (t) => ({
    matterId: t.id({ required: true, description: 'The matter.' }),
    deskId: t.id({ required: true, description: 'The desk that is to take it over.' }),
  }),
});

builder.mutationField('transferMatter', (t) =>
  t.field({
    type: Matter,
    description: 'An officer asks another desk to take the matter over.',
    args: { input: t.arg({ type: TransferMatterInput, required: true, description: 'The act.' }) },
    errors: resultOf('transferMatter', 'matter', [NotFoundError, ConflictError]),
    resolve: (_root, { input }, { services, ...asking }) => transferMatter(services, asking, input),
  }),
);
