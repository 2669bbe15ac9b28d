import {
  administratorOperations,
  type AdministratorOperations,
} from './_generated/administrator.ts';
import { createClient, type Client, type ClientOptions } from './client.ts';

export { officerCredential } from './credentials.ts';

/** The client of who says who else may ask, and what the directory says. */
export interface AdministratorClient extends Client<AdministratorOperations> {}

/** Asks with `officerCredential`. Opens nothing until it is used. */
export function createAdministratorClient(options: ClientOptions): AdministratorClient {
  return createClient(administratorOperations, options);
}
