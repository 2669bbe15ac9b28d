import type { ServerClock } from './clock.ts';
import { connect, type Connection, type ConnectionOptions } from './connection.ts';
import type { Credential } from './credentials.ts';
import type {
  Feed,
  FeedItem,
  FeedItems,
  FeedOptions,
  Operation,
  OperationKind,
  RequestOptions,
} from './operation.ts';

/** Operations by the names of their methods. */
export type OperationTable = Readonly<Record<string, Operation<unknown, never>>>;

/** A client that has a method for each operation of a table. */
export type Client<Table> = Connection & { readonly [Name in keyof Table]: Method<Table[Name]> };

/** For clients that ask as somebody. */
export interface ClientOptions extends ConnectionOptions {
  readonly credential: Credential;
}

type Method<Of> =
  Of extends Operation<infer Result, infer Variables, infer Kind>
    ? MethodOf<Result, Variables, Kind>
    : never;

type MethodOf<Result, Variables, Kind extends OperationKind> = Kind extends 'subscription'
  ? <Heartbeats extends boolean = false>(
      variables: Variables,
      options?: FeedOptions<Heartbeats>,
    ) => Feed<FeedItems<Result, Heartbeats>>
  : (...given: Given<Variables>) => Promise<Result>;

/** Variables may be left out when none is required. */
type Given<Variables> =
  Record<never, never> extends Variables
    ? [variables?: Variables, options?: RequestOptions]
    : [variables: Variables, options?: RequestOptions];

/** A client with the methods of a table. Opens nothing until it is used. */
export function createClient<Table extends object>(
  operations: Table,
  options: ConnectionOptions,
  clock?: ServerClock,
): Client<Table> {
  const connection = connect(options, clock);
  const methods = Object.entries(operations as OperationTable).map(([name, operation]) => [
    name,
    operation.kind === 'subscription'
      ? (variables: object, given?: FeedOptions) =>
          connection.feed(operation as Operation<FeedItem, object>, variables, given)
      : (variables: object = {}, given?: RequestOptions) =>
          connection.request(operation as Operation<unknown, object>, variables, given),
  ]);
  return { ...connection, ...Object.fromEntries(methods) } as Client<Table>;
}
