/**
 * The typed client of the Alert Button service, for browsers and Node. Persons press with
 * `enrol(client)` and `press()`; officers read `deskFeed` with `officerCredential`;
 * organisations act with `apiKeyCredential`.
 */
export { createAlertButton } from './client.ts';
export type { AlertButtonClient, AlertButtonOptions } from './client.ts';
export { apiKeyCredential, officerCredential } from './credentials.ts';
export type { Credential, CredentialAttempt } from './credentials.ts';
export { deviceCredential, enrol } from './device.ts';
export type {
  DeviceEnrolment,
  DeviceIdentity,
  DeviceStore,
  EnrolOptions,
  PersonClient,
} from './device.ts';
export type { Position, Press, PressOptions } from './press.ts';
export {
  AlertButtonError,
  GraphQLRequestError,
  RefusedError,
  successOf,
  TransportError,
} from './errors.ts';
export type { GraphQLErrorEntry, UserErrorValue } from './errors.ts';
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
export type { Backoff } from './backoff.ts';
export type { ServerClock } from './clock.ts';

/** Types of what the operations take and give, and the operations themselves. */
export type * from './_generated/types.ts';
export * as operations from './_generated/operations.ts';
