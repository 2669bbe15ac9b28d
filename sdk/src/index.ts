/**
 * The typed client of the Alert Button service, for browsers and Node. Each role has an entry point
 * of its own, such as `@alert-button/sdk/person`; here is what all of them share.
 */
export {
  AlertStateError,
  ConflictError,
  IdempotencyMismatchError,
  InvalidInputError,
  MessageLimitError,
  NotFoundError,
  PhoneShowsCancelError,
} from './_generated/errors.ts';
export { automaticStatusText } from './automatic-status.ts';
export type { AutomaticStatusLanguage } from './automatic-status.ts';
export { AlertButtonError, GraphQLRequestError, TransportError } from './errors.ts';
export type { GraphQLErrorEntry } from './errors.ts';
export { successOf } from './success.ts';
export type { MutationResult } from './success.ts';
export { UserError } from './user-error.ts';
export type { Backoff } from './backoff.ts';
export type { Client, ClientOptions } from './client.ts';
export type { ServerClock } from './clock.ts';
export type { Connection, ConnectionOptions } from './connection.ts';
export type { Credential, CredentialAttempt } from './credentials.ts';
export type {
  Feed,
  FeedItem,
  FeedItems,
  FeedOptions,
  FeedState,
  Operation,
  RequestOptions,
  Runner,
} from './operation.ts';

/** Types of what the operations take and give. */
export type * from './_generated/types.ts';
