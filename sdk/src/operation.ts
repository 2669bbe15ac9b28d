export type OperationKind = 'query' | 'mutation' | 'subscription';

/**
 * One GraphQL operation with exactly one root field. The generated constants are such operations;
 * an application may write its own and pass them to `client.request` or `client.feed`.
 */
export interface Operation<Result, Variables, Kind extends OperationKind = OperationKind> {
  readonly name: string;
  readonly kind: Kind;
  /** Response key of the root field; its value is the result. */
  readonly root: string;
  /** Whether sending it twice has the effect of sending it once: only then is it sent again. */
  readonly isRepeatable: boolean;
  /** The document, or the part of it that is the operation. */
  readonly text: string;
  /** The fragments it spreads. Apart, so that a bundler can leave out what nobody uses. */
  readonly fragments?: readonly string[];
  /** Paths of response keys, below the root field, whose `DateTime` is read into a `Date`. */
  readonly dates?: readonly string[];
  /** Never present: carries the types. */
  readonly types?: (variables: Variables) => Result;
}

/** What is sent of it. */
export function documentOf({ text, fragments = [] }: Operation<unknown, never>): string {
  return [text, ...fragments].join('');
}

export interface RequestOptions {
  /** Ends the request; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** For one attempt, not for all of them together. Default: the client's (10,000). */
  readonly timeoutMilliseconds?: number | undefined;
  /** How often it may be sent if it is repeatable, the first time included. Default: 4. */
  readonly maxAttempts?: number | undefined;
}

/** What every item of a feed has; a feed operation must select these two fields. */
export interface FeedItem {
  readonly __typename: string;
  /** Opaque; cursors of one feed sort as plain strings. Keep it and pass it as `after`. */
  readonly cursor: string;
}

/** What a feed does between items. `error` says why it is not live. */
export type FeedState =
  | { readonly name: 'CONNECTING' }
  /** Something has arrived on this connection. */
  | { readonly name: 'LIVE' }
  | { readonly name: 'WAITING'; readonly error: Error; readonly milliseconds: number }
  /** The service could not read one event again and again; show a fresh snapshot. */
  | { readonly name: 'PASSED_OVER'; readonly error: Error };

export interface FeedOptions<Heartbeats extends boolean = false> {
  /** Ends the feed: the loop over it finishes without an error. */
  readonly signal?: AbortSignal | undefined;
  /** Yield heartbeats too. Default: false. */
  readonly heartbeats?: Heartbeats | undefined;
  /** Called on each change, for an indicator on a screen. What it throws is not caught. */
  readonly onState?: ((state: FeedState) => void) | undefined;
}

/** What comes out of a feed: batches are taken apart, heartbeats are left out unless wanted. */
export type FeedItems<Item, Heartbeats extends boolean> = Exclude<
  Item,
  { readonly __typename: 'AlertEventBatch' | (Heartbeats extends true ? never : 'FeedHeartbeat') }
>;

/** A live feed: `for await (const item of feed)`. It opens when it is first read. */
export interface Feed<Item> extends AsyncIterableIterator<Item, void, undefined> {
  next(): Promise<IteratorResult<Item, void>>;
  /** Ends the feed at once, also while a `next()` is waiting. */
  return(): Promise<IteratorResult<Item, void>>;
  [Symbol.asyncIterator](): Feed<Item>;
}

/** What the generated methods run on. */
export interface Runner {
  request<Result, Variables>(
    operation: Operation<Result, Variables>,
    variables: Variables,
    options?: RequestOptions,
  ): Promise<Result>;
  feed<
    Item extends FeedItem,
    Variables extends { readonly after?: string | null | undefined },
    Heartbeats extends boolean = false,
  >(
    operation: Operation<Item, Variables>,
    variables: Variables,
    options?: FeedOptions<Heartbeats>,
  ): Feed<FeedItems<Item, Heartbeats>>;
}
