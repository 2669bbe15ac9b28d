import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { recordMatterFact } from '../../commands/record-matter-fact.ts';
import { builder, resultOf } from '../builder.ts';
import { MatterFactKind } from '../matter-enums.ts';
import { Matter } from '../matter.ts';

const RecordMatterFactInput = builder.inputType('RecordMatterFactInput', {
  description: 'What `recordMatterFact` needs.',
  fields: (t) => ({
    matterId: t.id({ required: true, description: 'The matter.' }),
    kind: t.field({ type: MatterFactKind, required: true, description: 'What it says.' }),
    text: t.string({
      required: true,
      description: 'The words, at most 2,000 characters; kept encrypted.',
    }),
  }),
});

builder.mutationField('recordMatterFact', (t) =>
  t.field({
    type: Matter,
    description: 'An officer writes down what is known, in place of what was known of that kind.',
    args: {
      input: t.arg({ type: RecordMatterFactInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('recordMatterFact', 'matter', [
      InvalidInputError,
      NotFoundError,
      ConflictError,
    ]),
    resolve: (_root, { input }, { services, ...asking }) =>
      recordMatterFact(services, asking, input),
  }),
);
