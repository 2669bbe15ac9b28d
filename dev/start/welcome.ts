import { join } from 'node:path';
import type { DevelopmentSecrets } from '../secrets.ts';
import { officerSecret } from '../secrets.ts';
import type { System } from '../system.ts';

/** What the person who started the system needs to use it. */
export function welcome(system: System, secrets: DevelopmentSecrets, directory: string): string {
  const officer = 'officer-houston';
  const secret = officerSecret(secrets.identityProviderSecret, officer);
  const query = '{ nearestConsulates(position: { latitude: 29.76, longitude: -95.37 }, first: 1)';
  return `
  Alert Button is running (development).

  GraphQL             ${system.graphqlUrl}
  live feeds          ${system.websocketUrl}  (graphql-ws; SSE at the address above)
  pages of links      ${system.linksUrl}/f/<token>
  text messages       POST ${system.origins.texts}/texts
  GraphiQL            open ${system.graphqlUrl} in a browser
  identity provider   ${system.issuer}
  logs                ${join(directory, 'logs')}

  Development credentials (random, of this installation only, in ${join(directory, 'secrets.json')}):
    officer of the Houston desk   ${officer} / ${secret}
    others                        officer-<consulate code>, officer-call-centre, officer-national:
                                  node dev/launch.mjs officer <name>

  The nearest consulate to a place:
    curl -s ${system.graphqlUrl} -H 'content-type: application/json' \\
      -d '{"query":"${query} { name city phone } }"}'

  An officer's access token, good for an hour:
    curl -s -u ${officer}:${secret} \\
      -d grant_type=client_credentials ${system.issuer}/token

  A press, seen live on its desk:  npm run demo
  Stop:  Ctrl-C (twice: at once). Data stay in ${directory}.
`;
}
