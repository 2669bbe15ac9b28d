import { officerOperations, type OfficerOperations } from './_generated/officer.ts';
import { createClient, type Client, type ClientOptions } from './client.ts';

export { officerCredential } from './credentials.ts';

/** The client of who answers at the desk of a consulate. */
export interface OfficerClient extends Client<OfficerOperations> {}

/** Asks with `officerCredential`. Opens nothing until it is used. */
export function createOfficerClient(options: ClientOptions): OfficerClient {
  return createClient(officerOperations, options);
}
