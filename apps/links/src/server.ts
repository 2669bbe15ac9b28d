import { runService } from '@alert-button/platform/run-service.ts';
import { createLinksApp } from './app.ts';
import { createGateway } from './gateway.ts';

await runService('links', async ({ env, log, closing }) => {
  const host = env.text('HOST', '127.0.0.1');
  const port = env.integer('PORT', 4005);
  const url = env.url('GRAPHQL_URL');
  const trustedProxies = env.text('TRUSTED_PROXIES', '');
  const forwardsAddress = env.text('FORWARD_CLIENT_ADDRESS', '') === 'true';
  const requestsPerMinute = env.integer('PAGES_PER_MINUTE', 60);
  const liveSeconds = env.integer('LIVE_SECONDS', 300);
  const mostLive = env.integer('MOST_LIVE_PAGES', 1000);
  env.done();

  const http = createLinksApp({
    openGateway: createGateway({ url, forwardsAddress }),
    trustedProxies: trustedProxies.split(',').flatMap((text) => text.trim() || []),
    requestsPerMinute,
    liveMilliseconds: liveSeconds * 1000,
    mostLive,
    isProduction: env.isProduction,
    log,
  });
  closing.defer(() => http.close());
  const address = await http.listen({ host, port });
  log.info('Listening', { port: Number(new URL(address).port) });
});
