import { followerOperations, type FollowerOperations } from './_generated/follower.ts';
import { createClient, type Client } from './client.ts';
import type { ConnectionOptions } from './connection.ts';

/** The client of a person's family, and of whoever else has no credential: what is public. */
export interface FollowerClient extends Client<FollowerOperations> {}

/** Opens nothing until it is used. */
export function createFollowerClient(
  options: Omit<ConnectionOptions, 'credential'>,
): FollowerClient {
  return createClient(followerOperations, { ...options, credential: undefined });
}
