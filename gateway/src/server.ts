import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { runService } from '@alert-button/platform/run-service.ts';
import { createViewerSigner } from '@alert-button/platform/viewer.ts';
import { createAccess } from './auth/access.ts';
import { createApiKeyVerifier } from './auth/api-key.ts';
import { createAuthenticate } from './auth/authenticate.ts';
import { createDeviceTokenVerifier } from './auth/device-token.ts';
import { createOfficerTokenVerifier } from './auth/officer-token.ts';
import { listenForRevocations } from './auth/revocations.ts';
import { listenForHints } from './feeds/hints.ts';
import { createFeedHub } from './feeds/hub.ts';
import { createHttpDoor } from './http.ts';
import { createClientAddress } from './limits/client-address.ts';
import { createLiveConnections } from './limits/live-connections.ts';
import { createRates } from './limits/rates.ts';
import { readLimitSettings } from './limits/settings.ts';
import { presentErrors } from './present-errors.ts';
import { createReplicas } from './replicas.ts';
import { createSubgraphHeaders } from './subgraph-requests.ts';
import { openSupergraph } from './supergraph.ts';
import { openWebSocketDoor } from './websocket.ts';

const graphqlPath = '/graphql';
/** What requests under way have to finish once the gateway is told to end. */
const finishWithinMilliseconds = 5_000;
/** How long the doors stay shut at start to learn who is shut out. */
const knowRevocationsWithinMilliseconds = 5_000;

await runService('gateway', async ({ env, log, closing }) => {
  const port = env.integer('PORT', 4000);
  const host = env.text('HOST', '127.0.0.1');
  const file = env.text('SUPERGRAPH_FILE', 'schema/supergraph.graphql');
  const subgraphUrls = env.json<Record<string, string>>('SUBGRAPH_URLS');
  const privateKey = env.jwk('GATEWAY_PRIVATE_KEY');
  const certificateKey = env.jwk('CERTIFICATE_PUBLIC_KEY');
  const issuer = env.url('OIDC_ISSUER');
  const audience = env.text('OIDC_AUDIENCE', 'alert-button');
  const hintsUrls = env.urls('HINTS_URL');
  const peopleUrl = env.url('PEOPLE_INTERNAL_URL');
  const hintsToken = env.secretText('HINTS_TOKEN');
  const isDevelopment = !env.isProduction;
  const limits = readLimitSettings(env);
  env.done();

  const access = createAccess();
  const revocations = closing.use(
    listenForRevocations({
      url: `${peopleUrl}/revocations`,
      token: hintsToken,
      access,
      log,
    }),
  );
  const authenticate = createAuthenticate(
    {
      tokens: {
        'device-token+jwt': await createDeviceTokenVerifier(certificateKey),
        'at+jwt': createOfficerTokenVerifier(issuer, audience),
      },
      apiKey: createApiKeyVerifier({ url: `${peopleUrl}/api-key`, token: hintsToken }),
    },
    access,
  );
  const supergraph = closing.use(
    await openSupergraph({
      file,
      replicas: createReplicas(subgraphUrls),
      headersFor: createSubgraphHeaders(await createViewerSigner(privateKey)),
      plugins: [presentErrors(log)],
      isDevelopment,
      log,
    }),
  );
  process.on('SIGHUP', () => void supergraph.reload());
  const hub = createFeedHub(supergraph.executeForFeed);
  const hints = closing.use(
    listenForHints({ urls: hintsUrls, token: hintsToken, listener: hub, log }),
  );

  const doors = {
    path: graphqlPath,
    authenticate,
    access,
    supergraph,
    hub,
    addressOf: createClientAddress(limits.trustedProxies),
    rates: createRates(limits.rates),
    live: createLiveConnections(limits.live),
    log,
  };
  let isDraining = false;
  const http = createHttpDoor({
    ...doors,
    isReady: () => !isDraining && hints.isConnected(),
    isDevelopment,
  });
  const sockets = openWebSocketDoor({ ...doors, http });
  // People may be away, and a press must land even so: then it opens without knowing.
  await revocations.known(knowRevocationsWithinMilliseconds);
  http.listen(port, host);
  await once(http, 'listening');
  closing.defer(async () => {
    isDraining = true;
    const closed = once(http, 'close');
    http.close();
    await sockets.drain();
    await hub[Symbol.asyncDispose]();
    const fuse = setTimeout(() => http.closeAllConnections(), finishWithinMilliseconds);
    await closed;
    clearTimeout(fuse);
  });
  log.info('Listening', { port: (http.address() as AddressInfo).port });
});
