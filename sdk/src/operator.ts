import { operatorOperations, type OperatorOperations } from './_generated/operator.ts';
import { createClient, type Client, type ClientOptions } from './client.ts';

export { officerCredential } from './credentials.ts';

/** The client of who answers at the call centre. */
export interface OperatorClient extends Client<OperatorOperations> {}

/** Asks with `officerCredential`. Opens nothing until it is used. */
export function createOperatorClient(options: ClientOptions): OperatorClient {
  return createClient(operatorOperations, options);
}
