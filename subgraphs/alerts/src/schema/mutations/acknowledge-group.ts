import { NotFoundError } from '@alert-button/platform/errors.ts';
import { acknowledgeGroup } from '../../commands/acknowledge-group.ts';
import { AlertGroup } from '../alert-group.ts';
import { builder, resultOf } from '../builder.ts';

const AcknowledgeGroupInput = builder.inputType('AcknowledgeGroupInput', {
  description: 'What `acknowledgeGroup` needs.',
  fields: (t) => ({ groupId: t.id({ required: true, description: 'The group.' }) }),
});

builder.mutationField('acknowledgeGroup', (t) =>
  t.field({
    type: AlertGroup,
    description:
      'An officer takes a whole group, as far as it was offered to their desk. It stands at once; each waiting alert is acknowledged in the officer’s name within moments, and what joins within ten minutes too. An alert whose phone shows a cancel is left out: it needs somebody of its own.',
    args: {
      input: t.arg({ type: AcknowledgeGroupInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('acknowledgeGroup', 'group', [NotFoundError]),
    resolve: (_root, { input }, { services, ...asking }) =>
      acknowledgeGroup(services, asking, input),
  }),
);
