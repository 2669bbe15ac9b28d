import { createPostgresEventLog } from '@alert-button/platform/event-log/postgres.ts';
import { runService } from '@alert-button/platform/run-service.ts';
import { serveSubgraph } from '@alert-button/platform/serve.ts';
import { createViewerVerifier } from '@alert-button/platform/viewer.ts';
import { createCertificateIssuer } from './commands/credentials/device-certificate.ts';
import { createCommands } from './commands/index.ts';
import { subgraph } from './schema/index.ts';
import { openDatabase } from './store/database.ts';

await runService('people', async ({ env, log, closing }) => {
  const host = env.text('HOST', '127.0.0.1');
  const port = env.integer('PORT', 4001);
  const databaseUrl = env.url('DATABASE_URL');
  const gatewayKey = env.jwk('GATEWAY_PUBLIC_KEY');
  const certificateKey = env.jwk('CERTIFICATE_PRIVATE_KEY');
  env.done();

  const verify = await createViewerVerifier(gatewayKey, 'people');
  const issueCertificate = await createCertificateIssuer(certificateKey);
  const database = closing.use(openDatabase(databaseUrl, log));
  const events = closing.use(
    createPostgresEventLog({ pool: database.pool, connect: () => database.connect(), log }),
  );
  const commands = createCommands({
    database,
    issueCertificate,
    announce: () => events.announce(),
  });

  closing.use(
    await serveSubgraph({
      subgraph,
      verify,
      context: (request) => ({ ...request, commands }),
      ready: async () => void (await database.pool.query('select 1 from person limit 1')),
      host,
      port,
      log,
      isProduction: env.isProduction,
    }),
  );
});
