import { AlertButtonError } from './errors.ts';

/**
 * The act was refused, for a reason the caller can do something about. Each has a class of its own;
 * this one itself stands for those that a newer service has and this client does not know.
 */
export class UserError extends AlertButtonError {
  /** The name of its type in the schema, whatever a minifier makes of the class's. */
  readonly name: string;
  readonly isRetryable = false;

  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}
