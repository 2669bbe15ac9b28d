import { organisationOperations, type OrganisationOperations } from './_generated/organisation.ts';
import { createClient, type Client, type ClientOptions } from './client.ts';

export { apiKeyCredential } from './credentials.ts';

/** The client of an organisation that raises and follows alerts for persons who consented. */
export interface OrganisationClient extends Client<OrganisationOperations> {}

/** Asks with `apiKeyCredential`. Opens nothing until it is used. */
export function createOrganisationClient(options: ClientOptions): OrganisationClient {
  return createClient(organisationOperations, options);
}
