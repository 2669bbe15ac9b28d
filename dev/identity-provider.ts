import { createServer } from 'node:http';
import { runService } from '@alert-button/platform/run-service.ts';
import { EnvironmentError } from '@alert-button/platform/env.ts';
import { developmentOfficers, developmentTextService } from './identity-provider/officers.ts';
import { createProvider } from './identity-provider/provider.ts';

/*
 * The identity provider of the development system. An officer's access token:
 *
 *   curl -s -u officer-houston:<secret> -d grant_type=client_credentials http://127.0.0.1:4010/token
 */
await runService('identity-provider', async ({ env, log, closing }) => {
  const host = env.text('HOST', '127.0.0.1');
  const port = env.integer('PORT', 4010);
  const issuer = env.url('ISSUER', `http://127.0.0.1:${port}`);
  const accessTokenSeconds = env.integer('ACCESS_TOKEN_SECONDS', 3600);
  const signingKey = env.jwk('SIGNING_KEY');
  const secret = env.secretText('CLIENT_SECRET_SEED');
  if (env.isProduction) {
    throw new EnvironmentError('the development identity provider does not run in production');
  }
  env.done();

  const clients = [...developmentOfficers(secret), developmentTextService(secret)];
  const provider = createProvider({ issuer, signingKey, clients, accessTokenSeconds });
  provider.on('server_error', (_context, error) => log.error('Unexpected error', { error }));
  const answer = provider.callback();
  const server = createServer((request, response) => {
    if (request.url === '/healthz' || request.url === '/readyz') response.end('ok');
    else void answer(request, response);
  });
  closing.defer(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  log.info('Listening', { port });
});
