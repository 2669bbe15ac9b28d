import {
  AlertStateError,
  IdempotencyMismatchError,
  MessageLimitError,
  PhoneShowsCancelError,
} from '../domain/errors.ts';
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

builder.objectType(PhoneShowsCancelError, {
  name: 'PhoneShowsCancelError',
  description:
    'The phone shows a cancel: nothing is written to whoever holds it until the person presses again.',
  interfaces: [userError],
});

builder.objectType(MessageLimitError, {
  name: 'MessageLimitError',
  description: 'One side of the alert has written too much: ten a minute, and 200 in all.',
  interfaces: [userError],
  fields: (t) => ({
    retryAfterSeconds: t.exposeInt('retryAfterSeconds', {
      nullable: true,
      description: 'After how long to send it again; null when no more are taken.',
    }),
  }),
});
