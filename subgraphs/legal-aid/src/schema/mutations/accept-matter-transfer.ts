import { ConflictError, NotFoundError } from '@alert-button/platform/errors.ts';
import { acceptMatterTransfer } from '../../commands/accept-matter-transfer.ts';
import { builder, resultOf } from '../builder.ts';
import { Matter } from '../matter.ts';

const AcceptMatterTransferInput = builder.inputType('AcceptMatterTransferInput', {
  description: 'What `acceptMatterTransfer` needs.',
  fields: (t) => ({
    matterId: t.id({ required: true, description: 'The matter.' }),
  }),
});

builder.mutationField('acceptMatterTransfer', (t) =>
  t.field({
    type: Matter,
    description: 'An officer of the desk that was asked takes the matter over.',
    args: {
      input: t.arg({ type: AcceptMatterTransferInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('acceptMatterTransfer', 'matter', [NotFoundError, ConflictError]),
    resolve: (_root, { input }, { services, ...asking }) =>
      acceptMatterTransfer(services, asking, input),
  }),
);
