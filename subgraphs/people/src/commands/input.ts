import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { isUuid } from '@alert-button/platform/uuid.ts';

/**
 * An id in the form in which it is stored; what has no such form names nothing.
 *
 * @throws NotFoundError
 */
export function requireUuid(what: string, id: string): string {
  if (!isUuid(id)) throw new NotFoundError(what);
  return id.toLowerCase();
}

export const largestPage = 100;

/** @throws InvalidInputError */
export function checkFirst(first: number): number {
  if (first < 0 || first > largestPage) {
    throw new InvalidInputError([{ path: 'first', message: `must be from 0 to ${largestPage}` }]);
  }
  return first;
}

/** One page of a list, and whether more follow. */
export interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Cuts a page out of what was read, which is one more than was asked for if there is more. */
export function toPage<Node>(
  read: readonly Node[],
  first: number,
  cursorOf: (node: Node) => string,
): Page<Node> {
  const nodes = read.slice(0, first);
  const last = nodes.at(-1);
  return {
    nodes,
    pageInfo: {
      hasNextPage: read.length > first,
      endCursor: last === undefined ? null : cursorOf(last),
    },
  };
}
