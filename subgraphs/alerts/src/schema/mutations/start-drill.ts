import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { startDrill } from '../../commands/start-drill.ts';
import { IdempotencyMismatchError } from '../../domain/errors.ts';
import { Alert } from '../alert.ts';
import { builder, resultOf } from '../builder.ts';
import { AlertPositionInput } from './position-input.ts';

const StartDrillInput = builder.inputType('StartDrillInput', {
  description: 'What `startDrill` needs.',
  fields: (t) => ({
    idempotencyKey: t.id({
      required: true,
      description: 'A UUID made once per drill; every retry carries the same.',
    }),
    position: t.field({
      type: AlertPositionInput,
      description: 'From where the rehearsed press comes; nobody is there.',
    }),
    countyFips: t.string({
      description:
        'The county, five digits of the US Census, instead of a position. Without either it goes to the office of your desk.',
    }),
    note: t.string({ description: 'For the desks, at most 2,000 characters.' }),
  }),
});

builder.mutationField('startDrill', (t) =>
  t.field({
    type: Alert,
    description:
      'Your desk rehearses the whole chain with an alert of nobody: it is routed, escalates and is answered like a real one, officers on duty are paged without anything leaving, and a day later everything of it is deleted. One at a time for each desk.',
    args: { input: t.arg({ type: StartDrillInput, required: true, description: 'The act.' }) },
    errors: resultOf('startDrill', 'alert', [
      InvalidInputError,
      NotFoundError,
      IdempotencyMismatchError,
    ]),
    resolve: (_root, { input }, { services, ...asking }) => startDrill(services, asking, input),
  }),
);
