import { DomainError } from '@alert-button/platform/errors.ts';
import type { AlertStatus } from './alert.ts';

/** The act is not possible from the status the alert has now; `status` says which. */
export class AlertStateError extends DomainError {
  readonly name = 'AlertStateError';
  readonly status: AlertStatus;

  constructor(status: AlertStatus) {
    super(`The alert is ${status}, which does not allow this.`);
    this.status = status;
  }
}

/** The idempotency key was used before for another person or another kind of press. */
export class IdempotencyMismatchError extends DomainError {
  readonly name = 'IdempotencyMismatchError';

  constructor() {
    super('idempotencyKey was used before for something else; send again with a new key.');
  }
}

/**
 * The phone shows a cancel, and whoever holds it may have made the person ask for it: nothing is
 * written to them until they press again.
 */
export class PhoneShowsCancelError extends DomainError {
  readonly name = 'PhoneShowsCancelError';

  constructor() {
    super('The phone shows a cancel, so nothing is written to it until the person presses again.');
  }
}

/** One side of an alert has written too much, for now or altogether. */
export class MessageLimitError extends DomainError {
  readonly name = 'MessageLimitError';
  /** Null when no more are taken on this alert. */
  readonly retryAfterSeconds: number | null;

  constructor(retryAfterSeconds: number | null) {
    super(
      retryAfterSeconds === null
        ? 'No more messages are taken on this alert.'
        : `Too many messages on this alert at once; send it again in ${retryAfterSeconds} s.`,
    );
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
