/** One thing that is wrong with an input: `path` names the field as the client wrote it. */
export interface InputIssue {
  readonly path: string;
  readonly message: string;
}

/**
 * An expected failure: part of the contract, shown to the client as it stands, so its message
 * must never hold a value that somebody typed. Everything else that is thrown is a bug or an
 * outage and is masked at the border (`serve.ts`).
 */
export abstract class DomainError extends Error {
  abstract override readonly name: string;
  /** `extensions.code` where the failure is not part of a result union. */
  readonly code: string = 'CONFLICT';
}

/** The input cannot be accepted; every issue names its field. Nothing was stored. */
export class InvalidInputError extends DomainError {
  readonly name = 'InvalidInputError';
  override readonly code = 'BAD_USER_INPUT';
  readonly issues: readonly InputIssue[];

  constructor(issues: readonly InputIssue[]) {
    super(issues.map((issue) => `${issue.path}: ${issue.message}`).join('; '));
    this.issues = issues;
  }
}

/** No such thing, or not yours: the two are the same answer on purpose. */
export class NotFoundError extends DomainError {
  readonly name = 'NotFoundError';
  override readonly code = 'NOT_FOUND';

  constructor(what: string) {
    super(`${what} was not found.`);
  }
}

/** The act does not fit the present state, for example a change that came too late. */
export class ConflictError extends DomainError {
  readonly name = 'ConflictError';
}

/** Nobody has proved who is asking; answered at the top level with code UNAUTHENTICATED. */
export class UnauthenticatedError extends DomainError {
  readonly name = 'UnauthenticatedError';
  override readonly code = 'UNAUTHENTICATED';

  constructor() {
    super('Credentials are required.');
  }
}

/** Closes a `switch` over a union, so that a new member is a compile error until handled. */
export function unreachable(value: never): never {
  throw new Error(`Unreachable case: ${typeof value}`);
}
