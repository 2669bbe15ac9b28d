import { createPostgresEventLog } from '@alert-button/platform/event-log/postgres.ts';
import { runService } from '@alert-button/platform/run-service.ts';
import { serveSubgraph } from '@alert-button/platform/serve.ts';
import { createViewerVerifier } from '@alert-button/platform/viewer.ts';
import { createCommands } from './commands/index.ts';
import { createLoadReferenceData } from './commands/load-reference-data.ts';
import { subgraph } from './schema/index.ts';
import { openDatabase } from './store/database.ts';
import { readShippedDirectory } from './store/shipped-directory.ts';
import { createDirectoryCopy } from './store/stored-directory.ts';

await runService('consulates', async ({ env, log, closing }) => {
  const host = env.text('HOST', '127.0.0.1');
  const port = env.integer('PORT', 4002);
  const databaseUrl = env.url('DATABASE_URL');
  const gatewayKey = env.jwk('GATEWAY_PUBLIC_KEY');
  env.done();

  const verify = await createViewerVerifier(gatewayKey, 'consulates');
  const database = closing.use(openDatabase(databaseUrl, log));
  const events = closing.use(
    createPostgresEventLog({ pool: database.pool, connect: () => database.connect(), log }),
  );

  const loadReferenceData = createLoadReferenceData({
    database,
    announce: () => events.announce(),
  });
  const count = await loadReferenceData(await readShippedDirectory());
  if (count > 0) log.info('Published changed reference data', { count });

  const directory = createDirectoryCopy(database);
  await directory.reload();
  const commands = createCommands(directory);

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
