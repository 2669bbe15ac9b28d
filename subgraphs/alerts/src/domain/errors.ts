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
