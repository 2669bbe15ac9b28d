import {
  createAdministratorClient,
  officerCredential,
  type AdministratorClient,
} from '@alert-button/sdk/administrator';
import { officerTokens } from '../demo/officer-token.ts';
import { developmentOfficers } from '../identity-provider/officers.ts';
import { dataDirectory } from '../paths.ts';
import { findRunningSystem } from '../running-system.ts';
import { loadSecrets } from '../secrets.ts';
import { StartError } from '../start-error.ts';
import { UsageError } from './admin-error.ts';

const developmentAdministrator = 'officer-administrator';
const thisMachine = ['localhost', '127.0.0.1', '[::1]'];

/**
 * A client that asks as an administrator: of `url` with the access token in ADMIN_TOKEN, or of the
 * development system that runs here, as the administrator its identity provider knows.
 *
 * @throws UsageError or StartError in one line.
 */
export async function connect(
  url: string | undefined,
  environment: NodeJS.ProcessEnv,
): Promise<AdministratorClient> {
  const token = environment['ADMIN_TOKEN'];
  if (url !== undefined) {
    checkUrl(url);
    if (!token) throw new UsageError('ADMIN_TOKEN must hold an access token for --url');
    return createAdministratorClient({ url, credential: officerCredential(() => token) });
  }
  const system = await findRunningSystem();
  if (system === undefined) {
    throw new StartError(
      'No system is running here: start one with `npm start`, or say which with --url.',
    );
  }
  const { graphqlUrl, issuer } = system;
  const tokens = token ? () => token : await developmentTokens(issuer);
  return createAdministratorClient({ url: graphqlUrl, credential: officerCredential(tokens) });
}

/** A token that may do everything does not travel in the clear. */
function checkUrl(url: string): void {
  const { protocol, hostname } = URL.parse(url) ?? {};
  const isSafe = protocol === 'https:' || thisMachine.includes(hostname ?? '');
  if (!isSafe || !protocol?.startsWith('http')) {
    throw new UsageError('--url must be the https address of the GraphQL endpoint');
  }
}

async function developmentTokens(issuer: string) {
  const { identityProviderSecret } = await loadSecrets(dataDirectory());
  const officers = developmentOfficers(identityProviderSecret);
  const officer = officers.find(({ clientId }) => clientId === developmentAdministrator);
  if (officer === undefined) throw new Error(`There is no ${developmentAdministrator}`);
  return officerTokens(issuer, officer);
}
