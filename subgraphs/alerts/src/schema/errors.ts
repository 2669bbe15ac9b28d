import { AlertStateError, IdempotencyMismatchError } from '../domain/errors.ts';
import { builder, userError } from './builder.ts';
import { AlertStatus } from './enums.ts';

builder.objectType(AlertStateError, {
  name: 'AlertStateError',
  description: 'The act is not possible from where the alert stands.',
  interfaces: [userError],
  fields: (t) => ({
    status: t.field({
      type: AlertStatus,
      description: 'Where the alert stands.',
      resolve: (error) => error.status,
    }),
  }),
});

builder.objectType(IdempotencyMismatchError, {
  name: 'IdempotencyMismatchError',
  description: 'The key was used for something else: send again with a new key.',
  interfaces: [userError],
});
