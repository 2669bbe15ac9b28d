import { InputCheck } from '../domain/input.ts';

export const largestPage = 100;

export interface PageInput {
  readonly first: number;
  readonly after: string | null;
}

/** @throws InvalidInputError */
export function checkFirst(check: InputCheck, first: number): void {
  if (first < 0 || first > largestPage) check.refuse('first', `must be from 0 to ${largestPage}`);
}

/**
 * Pages of short lists are cut by offset; feeds have cursors of their own.
 *
 * @throws InvalidInputError
 */
export function pageArguments({ first, after }: PageInput): { first: number; offset: number } {
  const check = new InputCheck();
  checkFirst(check, first);
  if (after !== null && !/^\d{1,9}$/.test(after))
    check.refuse('after', 'is not a cursor of this list');
  check.done();
  return { first, offset: Number(after ?? 0) };
}
