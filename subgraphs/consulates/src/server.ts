import { keepAuditSealed, readCheckpointSettings } from '@alert-button/platform/audit/sealing.ts';
import { openBroker } from '@alert-button/platform/event-log/broker.ts';
import { createConsumer } from '@alert-button/platform/event-log/consumer.ts';
import { listenTo, openEventLog } from '@alert-button/platform/event-log/open.ts';
import { createLocalKeyProvider, createSealer } from '@alert-button/platform/keys.ts';
import { deliverMessages } from '@alert-button/platform/messages/delivery.ts';
import { readChannels } from '@alert-button/platform/messages/settings.ts';
import { runService } from '@alert-button/platform/run-service.ts';
import { serveSubgraph } from '@alert-button/platform/serve.ts';
import { createViewerVerifier } from '@alert-button/platform/viewer.ts';
import { createCommands } from './commands/index.ts';
import { createLoadReferenceData } from './commands/load-reference-data.ts';
import { readLinksUrl } from './links-url.ts';
import { subgraph } from './schema/index.ts';
import { openDatabase } from './store/database.ts';
import { followDirectory } from './store/follow-directory.ts';
import { createPageOfficers } from './store/page-officers.ts';
import { readShippedDirectory } from './store/shipped-directory.ts';
import { createDirectoryCopy } from './store/stored-directory.ts';

await runService('consulates', async ({ env, log, closing }) => {
  const host = env.text('HOST', '127.0.0.1');
  const port = env.integer('PORT', 4002);
  const databaseUrl = env.url('DATABASE_URL');
  const natsUrl = env.url('NATS_URL', '');
  const alertsUrl = env.url('ALERTS_DATABASE_URL');
  const linksUrl = readLinksUrl(env);
  const openChannels = readChannels(env);
  const keyEncryptionKey = env.namedKey('KEY_ENCRYPTION_KEY');
  const gatewayKey = env.jwk('GATEWAY_PUBLIC_KEY');
  const checkpoints = readCheckpointSettings(env);
  env.done();

  const verify = await createViewerVerifier(gatewayKey, 'consulates');
  const database = closing.use(openDatabase(databaseUrl, log));
  closing.use(keepAuditSealed({ subgraph: 'consulates', pool: database.pool, checkpoints, log }));
  const broker = closing.use(openBroker(natsUrl, log));
  const events = closing.use(openEventLog({ subgraph: 'consulates', database, broker, log }));

  const loadReferenceData = createLoadReferenceData({
    database,
    announce: () => events.announce(),
  });
  const count = await loadReferenceData(await readShippedDirectory());
  if (count > 0) log.info('Published changed reference data', { count });

  const directory = createDirectoryCopy(database);
  const head = await events.head();
  await directory.reload();
  const ending = new AbortController();
  const following = followDirectory({ directory, events, log }, head, ending.signal);
  closing.defer(async () => {
    ending.abort();
    await following;
  });

  const sealer = createSealer(createLocalKeyProvider([keyEncryptionKey]));
  const { channels } = closing.use(openChannels());
  const delivery = closing.use(deliverMessages({ pool: database.pool, sealer, channels, log }));
  const source = closing.use(openDatabase(alertsUrl, log));
  closing.use(
    createConsumer({
      name: 'alerts-pages',
      source: source.pool,
      listen: listenTo({ subgraph: 'alerts', database: source, broker, log }),
      target: database.pool,
      apply: createPageOfficers({ sealer, linksUrl }),
      applied: async () => {
        events.announce();
        delivery.wake();
      },
      log,
    }),
  );
  const commands = createCommands({
    database,
    directory,
    sealer,
    announce: () => events.announce(),
    send: () => delivery.wake(),
  });

  closing.use(
    await serveSubgraph({
      subgraph,
      verify,
      context: (request) => ({ ...request, commands }),
      // Reads need no database, but events do: they get their positions from this process.
      ready: async () => {
        directory.current();
        await database.pool.query('select 1 from consulate limit 1');
      },
      host,
      port,
      log,
      isProduction: env.isProduction,
    }),
  );
});
