import { textsOperations, type TextsOperations } from './_generated/texts.ts';
import { createClient, type Client, type ClientOptions } from './client.ts';

export { officerCredential as serviceCredential } from './credentials.ts';

/** The client of the service that receives text messages. */
export interface TextsClient extends Client<TextsOperations> {}

/** Asks with `serviceCredential`. Opens nothing until it is used. */
export function createTextsClient(options: ClientOptions): TextsClient {
  return createClient(textsOperations, options);
}
