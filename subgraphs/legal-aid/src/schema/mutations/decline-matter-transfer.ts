import { ConflictError, NotFoundError } from '@alert-button/platform/errors.ts';
import { declineMatterTransfer } from '../../commands/decline-matter-transfer.ts';
import { builder, resultOf } from '../builder.ts';
import { Matter } from '../matter.ts';

const DeclineMatterTransferInput = builder.inputType('DeclineMatterTransferInput', {
  description: 'What `declineMatterTransfer` needs.',
  fields: (t) => ({
    matterId: t.id({ required: true, description: 'The matter.' }),
  }),
});

builder.mutationField('declineMatterTransfer', (t) =>
  t.field({
    type: Matter,
    description: 'An officer of the desk that was asked leaves the matter where it is.',
    args: {
      input: t.arg({ type: DeclineMatterTransferInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('declineMatterTransfer', 'matter', [NotFoundError, ConflictError]),
    resolve: (_root, { input }, { services, ...asking }) =>
      declineMatterTransfer(services, asking, input),
  }),
);
