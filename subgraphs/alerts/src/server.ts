import { keepAuditSealed, readCheckpointSettings } from '@alert-button/platform/audit/sealing.ts';
import { openBroker } from '@alert-button/platform/event-log/broker.ts';
import { createConsumer } from '@alert-button/platform/event-log/consumer.ts';
import { createCursorCodec } from '@alert-button/platform/event-log/cursor.ts';
import { listenTo, openEventLog } from '@alert-button/platform/event-log/open.ts';
import { createFailPoint } from '@alert-button/platform/fail-point.ts';
import { createCountyIndex } from '@alert-button/platform/geography/counties.ts';
import { createLocalKeyProvider, createSealer } from '@alert-button/platform/keys.ts';
import { runService } from '@alert-button/platform/run-service.ts';
import { serveSubgraph } from '@alert-button/platform/serve.ts';
import { createViewerVerifier } from '@alert-button/platform/viewer.ts';
import { createPersonGranter } from './commands/grant-person.ts';
import { groupPress } from './commands/group-press.ts';
import { createPinHasher } from '@alert-button/platform/pin-hasher.ts';
import type { Services } from './commands/services.ts';
import { escalateRegularly } from './escalation-loop.ts';
import { openFollowNews } from './follow-news.ts';
import { hintsRoute } from './hints-route.ts';
import { shortenLogRegularly } from './retention-loop.ts';
import { purgeRegularly } from './purge-loop.ts';
import { subgraph } from './schema/index.ts';
import { applyConsentEvent } from './store/consents.ts';
import { openDatabaseClock } from './store/database-clock.ts';
import { openDatabase } from './store/database.ts';
import { applyDirectoryEvent, openDirectory } from './store/directory.ts';
import { applyFollowLinkEvent } from './store/follow-links.ts';
import { applyAccessEvent, applyPageEvent } from './store/page-links.ts';
import { takeRegularly } from './taking-loop.ts';

await runService('alerts', async ({ env, log, closing }) => {
  const databaseUrl = env.url('DATABASE_URL');
  const natsUrl = env.url('NATS_URL', '');
  const directoryUrl = env.url('DIRECTORY_DATABASE_URL');
  const peopleUrl = env.url('PEOPLE_DATABASE_URL');
  const gatewayKey = env.jwk('GATEWAY_PUBLIC_KEY');
  const keyEncryptionKey = env.namedKey('KEY_ENCRYPTION_KEY');
  const pinKey = env.namedKey('PIN_KEY');
  const cursorKey = env.namedKey('CURSOR_KEY');
  const grantKey = env.jwk('GRANT_PRIVATE_KEY');
  const hintsToken = env.secretText('HINTS_TOKEN');
  const host = env.text('HOST', '127.0.0.1');
  const port = env.integer('PORT', 4003);
  const retentionDays = env.integer('EVENT_RETENTION_DAYS', 30);
  const checkpoints = readCheckpointSettings(env);
  const failAfterCommit = createFailPoint(env, 'AFTER_COMMIT');
  env.done();

  const database = closing.use(openDatabase(databaseUrl, log));
  closing.use(keepAuditSealed({ subgraph: 'alerts', pool: database.pool, checkpoints, log }));
  const source = closing.use(openDatabase(directoryUrl, log));
  const directory = await openDirectory(database);
  const broker = closing.use(openBroker(natsUrl, log));
  const eventLog = closing.use(openEventLog({ subgraph: 'alerts', database, broker, log }));
  closing.use(
    createConsumer({
      name: 'consulates-directory',
      source: source.pool,
      listen: listenTo({ subgraph: 'consulates', database: source, broker, log }),
      target: database.pool,
      apply: applyDirectoryEvent,
      applied: () => directory.reload(),
      log,
    }),
  );
  const people = closing.use(openDatabase(peopleUrl, log));
  closing.use(
    createConsumer({
      name: 'people-consents',
      source: people.pool,
      listen: listenTo({ subgraph: 'people', database: people, broker, log }),
      target: database.pool,
      apply: applyConsentEvent,
      // Nothing is kept in memory: a consent that was withdrawn ends with the commit.
      applied: async () => undefined,
      log,
    }),
  );
  // Apart from those above, whose cursors had passed the rosters and revocations before these were
  // read at all.
  closing.use(
    createConsumer({
      name: 'consulates-pages',
      source: source.pool,
      listen: listenTo({ subgraph: 'consulates', database: source, broker, log }),
      target: database.pool,
      apply: applyPageEvent,
      applied: async () => undefined,
      log,
    }),
  );
  closing.use(
    createConsumer({
      name: 'people-officers',
      source: people.pool,
      listen: listenTo({ subgraph: 'people', database: people, broker, log }),
      target: database.pool,
      apply: applyAccessEvent,
      applied: async () => undefined,
      log,
    }),
  );
  const followNews = closing.use(await openFollowNews(database, log));
  closing.use(
    createConsumer({
      name: 'people-follow-links',
      source: people.pool,
      listen: listenTo({ subgraph: 'people', database: people, broker, log }),
      target: database.pool,
      apply: applyFollowLinkEvent,
      applied: () => followNews.look(),
      log,
    }),
  );
  const services: Services = {
    database,
    clock: await openDatabaseClock(database),
    directory,
    counties: createCountyIndex(),
    sealer: createSealer(createLocalKeyProvider([keyEncryptionKey])),
    hashPin: createPinHasher(pinKey),
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
    createConsumer({
      name: 'alerts-groups',
      source: database.pool,
      listen: listenTo({ subgraph: 'alerts', database, broker, log }),
      target: database.pool,
      apply: (transaction, event) => groupPress(services, transaction, event),
      // Nothing is kept in memory.
      applied: async () => undefined,
      log,
    }),
  );
  closing.use(takeRegularly(services, log));
  closing.use(purgeRegularly(services, log));
  closing.use(shortenLogRegularly(database, retentionDays, log));
  closing.use(
    await serveSubgraph({
      subgraph,
      verify: await createViewerVerifier(gatewayKey, 'alerts'),
      context: (request) => ({ ...request, services }),
      ready: async () => {
        directory.current();
        await eventLog.head();
      },
      routes: hintsRoute(eventLog, followNews, hintsToken),
      host,
      port,
      log,
      isProduction: env.isProduction,
    }),
  );
});
