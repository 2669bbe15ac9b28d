import type { ExecutionResult, GraphQLFormattedError } from 'graphql';
import { presentError } from '../present-errors.ts';
import type { FeedQuery } from './feed-query.ts';
import { cursorAlias, pageAlias, typeAlias } from './rewrite.ts';

/** One item, ready to be sent: the payload of a GraphQL result in the client's own shape. */
export interface FeedFrame {
  readonly json: string;
  /** Null for an item that could not be read; its neighbours' cursors pass over it. */
  readonly cursor: string | null;
  readonly isHeartbeat: boolean;
}

/** What came of asking for a page. */
export type PageResult =
  | {
      readonly kind: 'PAGE';
      readonly frames: readonly FeedFrame[];
      readonly endCursor: string;
      readonly hasMore: boolean;
    }
  /** The viewer may not read the feed, or there is none, or the cursor is not one of it. */
  | { readonly kind: 'REFUSED'; readonly error: GraphQLFormattedError }
  /** Something behind is down: nothing is lost, ask again later. */
  | { readonly kind: 'UNAVAILABLE' };

const refusals: ReadonlySet<unknown> = new Set([
  'BAD_USER_INPUT',
  'GRAPHQL_VALIDATION_FAILED',
  'NOT_FOUND',
  'UNAUTHENTICATED',
]);

interface RawPage {
  readonly items: readonly (Record<string, unknown> | null)[];
  readonly endCursor: string;
  readonly hasMore: boolean;
}

type PathSegments = readonly (string | number)[];

/**
 * Errors of one item, with their path from the client's root field. The planner asks a subgraph
 * for the entities of all items at once and, when that fails, does not say whose: such an error is
 * shown with every item, lest what is missing passes for what is not there.
 */
function errorsOf(
  errors: ExecutionResult['errors'],
  index: number,
  responseKey: string,
  requestId: string,
): GraphQLFormattedError[] {
  return (errors ?? []).flatMap((error) => {
    const [page, items, at, ...rest] = (error.path ?? []) as PathSegments;
    const shown = (...path: PathSegments) => [
      { ...presentError(error, requestId), path: [responseKey, ...path] },
    ];
    if (page === undefined) return shown();
    if (page !== pageAlias || items !== 'items' || at === undefined) return [];
    if (typeof at === 'string') return shown(at, ...rest);
    return at === index ? shown(...rest) : [];
  });
}

/** Reads the answer of a page query and cuts it into frames, one per item. */
export function readPageResult(
  feed: FeedQuery,
  { data, errors }: ExecutionResult,
  requestId: string,
): PageResult {
  const page = data?.[pageAlias] as RawPage | null | undefined;
  if (page === null || page === undefined) {
    const [first] = errors ?? [];
    if (first === undefined) {
      const code = 'NOT_FOUND';
      return {
        kind: 'REFUSED',
        error: { message: 'No such feed.', extensions: { code, requestId } },
      };
    }
    const error = presentError(first, requestId);
    const isRefusal = refusals.has(error.extensions?.['code']);
    return isRefusal ? { kind: 'REFUSED', error } : { kind: 'UNAVAILABLE' };
  }
  const frames = page.items.map((raw, index): FeedFrame => {
    const itemErrors = errorsOf(errors, index, feed.responseKey, requestId);
    const shown = itemErrors.length === 0 ? {} : { errors: itemErrors };
    if (raw === null) {
      return { json: JSON.stringify({ ...shown, data: null }), cursor: null, isHeartbeat: false };
    }
    const { [typeAlias]: type, [cursorAlias]: cursor, ...item } = raw;
    return {
      json: JSON.stringify({ ...shown, data: { [feed.responseKey]: item } }),
      cursor: typeof cursor === 'string' ? cursor : null,
      isHeartbeat: type === 'FeedHeartbeat',
    };
  });
  return { kind: 'PAGE', frames, endCursor: page.endCursor, hasMore: page.hasMore };
}
