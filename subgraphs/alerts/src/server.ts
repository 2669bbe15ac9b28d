import { keepAuditSealed, readCheckpointSettings } from '@alert-button/platform/audit/sealing.ts';
import { createCursorCodec } from '@alert-button/platform/event-log/cursor.ts';
import { createConsumer } from '@alert-button/platform/event-log/consumer.ts';
import { createPostgresEventLog } from '@alert-button/platform/event-log/postgres.ts';
import { createFailPoint } from '@alert-button/platform/fail-point.ts';
import { createCountyIndex } from '@alert-button/platform/geography/counties.ts';
import { createLocalKeyProvider, createSealer } from '@alert-button/platform/keys.ts';
import { runService } from '@alert-button/platform/run-service.ts';
import { serveSubgraph } from '@alert-button/platform/serve.ts';
import { createViewerVerifier } from '@alert-button/platform/viewer.ts';
import { createPersonGranter } from './commands/grant-person.ts';
import type { Services } from './commands/services.ts';
import { escalateRegularly } from './escalation-loop.ts';
import { hintsRoute } from './hints-route.ts';
import { subgraph } from './schema/index.ts';
import { applyConsentEvent } from './store/consents.ts';
import { openDatabase } from './store/database.ts';
import { applyDirectoryEvent, openDirectory } from './store/directory.ts';

await runService('alerts', async ({ env, log, closing }) => {
  const databaseUrl = env.url('DATABASE_URL');
  const directoryUrl = env.url('DIRECTORY_DATABASE_URL');
  const peopleUrl = env.url('PEOPLE_DATABASE_URL');
  const gatewayKey = env.jwk('GATEWAY_PUBLIC_KEY');
  const keyEncryptionKey = env.namedKey('KEY_ENCRYPTION_KEY');
  const cursorKey = env.namedKey('CURSOR_KEY');
  const grantKey = env.jwk('GRANT_PRIVATE_KEY');
  const hintsToken = env.secretText('HINTS_TOKEN');
  const host = env.text('HOST', '127.0.0.1');
  const port = env.integer('PORT', 4003);
  const checkpoints = readCheckpointSettings(env);
  const failAfterCommit = createFailPoint(env, 'AFTER_COMMIT');
  env.done();

  const database = closing.use(openDatabase(databaseUrl));
  closing.use(keepAuditSealed({ subgraph: 'alerts', pool: database.pool, checkpoints, log }));
  const source = closing.use(openDatabase(directoryUrl));
  const directory = await openDirectory(database);
  const eventLog = closing.use(
    createPostgresEventLog({ pool: database.pool, connect: database.connect, log }),
  );
  closing.use(
    createConsumer({
      name: 'consulates-directory',
      source: source.pool,
      connectSource: source.connect,
      target: database.pool,
      apply: applyDirectoryEvent,
      applied: () => directory.reload(),
      log,
    }),
  );
  const people = closing.use(openDatabase(peopleUrl));
  closing.use(
    createConsumer({
      name: 'people-consents',
      source: people.pool,
      connectSource: people.connect,
      target: database.pool,
      apply: applyConsentEvent,
      // Nothing is kept in memory: a consent that was withdrawn ends with the commit.
      applied: async () => undefined,
      log,
    }),
  );
  const services: Services = {
    database,
    directory,
    counties: createCountyIndex(),
    sealer: createSealer(createLocalKeyProvider([keyEncryptionKey])),
    cursors: createCursorCodec(cursorKey),
    grantPerson: await createPersonGranter(grantKey),
    log: {
      ...eventLog,
      announce: () => {
        failAfterCommit();
        eventLog.announce();
      },
    },
  };
  closing.use(escalateRegularly(services, log));
  closing.use(
    await serveSubgraph({
      subgraph,
      verify: await createViewerVerifier(gatewayKey, 'alerts'),
      context: (request) => ({ ...request, services }),
      ready: async () => {
        directory.current();
        await eventLog.head();
      },
      routes: hintsRoute(eventLog, hintsToken),
      host,
      port,
      log,
      isProduction: env.isProduction,
    }),
  );
});
