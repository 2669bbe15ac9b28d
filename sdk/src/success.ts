import { userErrors } from './_generated/errors.ts';
import type { UserErrorSummaryFragment } from './_generated/types.ts';
import { UserError } from './user-error.ts';

type Success = { readonly __typename: `${string}Success` };

/** A mutation's result: its success, or why it was refused. */
export type MutationResult = Success | UserErrorSummaryFragment;

/**
 * The success of a mutation's result, for callers that let refusals be thrown.
 *
 * @throws The class of the user error that the result is, with its fields.
 */
export function successOf<Result extends MutationResult>(result: Result): Extract<Result, Success> {
  if (!isSuccess(result)) throw toUserError(result as UserErrorSummaryFragment);
  return result;
}

function isSuccess<Result extends MutationResult>(
  result: Result,
): result is Extract<Result, Success> {
  return result.__typename.endsWith('Success');
}

/** The class that fits a refusal. */
export function toUserError(facts: UserErrorSummaryFragment): UserError {
  const known: Readonly<Record<string, (new (facts: never) => UserError) | undefined>> = userErrors;
  const Known = Object.hasOwn(known, facts.__typename) ? known[facts.__typename] : undefined;
  return Known === undefined
    ? new UserError(facts.__typename, facts.message)
    : new Known(facts as never);
}
