import { ConflictError, NotFoundError } from '@alert-button/platform/errors.ts';
import { completeMatterTask } from '../../commands/complete-matter-task.ts';
import { builder, resultOf } from '../builder.ts';
import { Matter } from '../matter.ts';

const CompleteMatterTaskInput = builder.inputType('CompleteMatterTaskInput', {
  description: 'What `completeMatterTask` needs.',
  fields: (t) => ({
    matterId: t.id({ required: true, description: 'The matter.' }),
    taskId: t.id({ required: true, description: 'The task.' }),
  }),
});

builder.mutationField('completeMatterTask', (t) =>
  t.field({
    type: Matter,
    description: 'An officer or the provider says that a task is done.',
    args: {
      input: t.arg({ type: CompleteMatterTaskInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('completeMatterTask', 'matter', [NotFoundError, ConflictError]),
    resolve: (_root, { input }, { services, ...asking }) =>
      completeMatterTask(services, asking, input),
  }),
);
