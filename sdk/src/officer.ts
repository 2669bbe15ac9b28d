import { officerOperations } from './_generated/officer.ts';
import { createClient, type Client, type ClientOptions } from './client.ts';

export { officerCredential } from './credentials.ts';

/** The client of who answers at the desk of a consulate. */
export interface OfficerClient extends Client<typeof officerOperations> {}

/** Asks with `officerCredential`. Opens nothing until it is used. */
export function createOfficerClient(options: ClientOptions): OfficerClient {
  return createClient(officerOperations, options);
}
