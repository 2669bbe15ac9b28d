import { findRunningSystem } from './running-system.ts';
import { developmentOfficers } from './identity-provider/officers.ts';
import { dataDirectory } from './paths.ts';
import { loadSecrets } from './secrets.ts';
import { reportAndExit } from './start-error.ts';

/*
 * Prints a development officer's credentials, and the command that fetches an access token:
 *
 *   node dev/launch.mjs officer officer-el-paso
 */
try {
  const { identityProviderSecret } = await loadSecrets(dataDirectory());
  const officers = developmentOfficers(identityProviderSecret);
  const officer = officers.find(({ clientId }) => clientId === process.argv[2]);
  if (officer === undefined) {
    console.log(officers.map(({ clientId }) => clientId).join('\n'));
  } else {
    const issuer = (await findRunningSystem())?.issuer ?? 'http://127.0.0.1:4010';
    console.log(`${officer.clientId} (${officer.role}, desk ${officer.desk})`);
    console.log(
      `curl -s -u ${officer.clientId}:${officer.clientSecret}` +
        ` -d grant_type=client_credentials ${issuer}/token`,
    );
  }
} catch (error) {
  reportAndExit(error);
}
