import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { addMatterTask } from '../../commands/add-matter-task.ts';
import { builder, resultOf } from '../builder.ts';
import { AfterRemoval } from '../matter-enums.ts';
import { Matter } from '../matter.ts';

const AddMatterTaskInput = builder.inputType('AddMatterTaskInput', {
  description: 'What `addMatterTask` needs.',
  fields: (t) => ({
    matterId: t.id({ required: true, description: 'The matter.' }),
    text: t.string({
      required: true,
      description: 'The words, at most 500 characters; kept encrypted.',
    }),
    dueAt: t.field({ type: 'DateTime', description: 'By when.' }),
    afterRemoval: t.field({
      type: AfterRemoval,
      description:
        'What it is about, for somebody who was removed; such a task is added to a closed matter too.',
    }),
  }),
});

builder.mutationField('addMatterTask', (t) =>
  t.field({
    type: Matter,
    description: 'An officer or the provider adds what is to be done.',
    args: { input: t.arg({ type: AddMatterTaskInput, required: true, description: 'The act.' }) },
    errors: resultOf('addMatterTask', 'matter', [InvalidInputError, NotFoundError, ConflictError]),
    resolve: (_root, { input }, { services, ...asking }) => addMatterTask(services, asking, input),
  }),
);
