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

export interface PageInput {
  readonly first: number;
  readonly after: string | null;
}

/** One page of a list, and whether more follow. */
export interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
}

/**
 * Reads a page of a list that is cut by offset.
 *
 * @throws InvalidInputError
 */
export async function readPage<Node>(
  { first, after }: PageInput,
  read: (wish: { first: number; offset: number }) => Promise<readonly Node[]>,
): Promise<Page<Node>> {
  const issues = [];
  if (first < 0 || first > largestPage) {
    issues.push({ path: 'first', message: `must be from 0 to ${largestPage}` });
  }
  if (after !== null && !/^\d{1,9}$/.test(after)) {
    issues.push({ path: 'after', message: 'is not a cursor of this list' });
  }
  if (issues.length > 0) throw new InvalidInputError(issues);
  const offset = Number(after ?? 0);
  const found = await read({ first: first + 1, offset });
  const nodes = found.slice(0, first);
  return {
    nodes,
    hasNextPage: found.length > first,
    endCursor: nodes.length === 0 ? null : String(offset + nodes.length),
  };
}
