import { officerTokens } from '@alert-button/dev/demo/officer-token.ts';
import { developmentOfficers } from '@alert-button/dev/identity-provider/officers.ts';
import type { TestSystem } from '@alert-button/dev/testing/test-system.ts';
import type { Credential } from '@alert-button/sdk';
import {
  createOfficerClient,
  type OfficerClient,
  officerCredential,
} from '@alert-button/sdk/officer';

export interface TestOfficer extends OfficerClient {
  /** As the audit trail names them. */
  readonly officerId: string;
  /** Of the desk they answer at. */
  readonly deskId: string;
  readonly credential: Credential;
}

/** Signs in at the identity provider as one of its officers. */
export function officerCredentialOf(
  system: TestSystem,
  desk: string,
  officerId = `officer-${desk}`,
): Credential {
  const officers = developmentOfficers(system.secrets.identityProviderSecret);
  const known = officers.find(({ clientId }) => clientId === officerId);
  if (known === undefined) throw new Error(`There is no ${officerId}`);
  return officerCredential(officerTokens(system.issuer, known));
}

/**
 * An officer of a desk, by the desk's code: a consulate's, `call-centre` or `national`. Houston
 * has a second one, `officer-houston-2`. Close the client afterwards.
 */
export async function officer(
  system: TestSystem,
  desk: string,
  officerId = `officer-${desk}`,
): Promise<TestOfficer> {
  const credential = officerCredentialOf(system, desk, officerId);
  const client = createOfficerClient({ url: system.graphqlUrl, credential });
  const found = await client.desk({ code: desk });
  if (found === null) throw new Error(`There is no desk ${desk}`);
  return { ...client, officerId, deskId: found.id, credential };
}
