import { keepAuditSealed, readCheckpointSettings } from '@alert-button/platform/audit/sealing.ts';
import { openBroker } from '@alert-button/platform/event-log/broker.ts';
import { openEventLog } from '@alert-button/platform/event-log/open.ts';
import { distanceKilometers } from '@alert-button/platform/geography/distance.ts';
import { runService } from '@alert-button/platform/run-service.ts';
import { serveSubgraph } from '@alert-button/platform/serve.ts';
import { createViewerVerifier } from '@alert-button/platform/viewer.ts';
import { createCommands } from './commands/index.ts';
import { publishDetentionFacilities } from './commands/publish-detention-facilities.ts';
import { publishRightsGuides } from './commands/publish-rights-guides.ts';
import { publishStateRules } from './commands/publish-state-rules.ts';
import { createFacilityDirectory } from './domain/facility-directory.ts';
import { createLibrary } from './domain/library.ts';
import { subgraph } from './schema/index.ts';
import { openDatabase } from './store/database.ts';
import { readDetentionFacilities, readRightsGuides, readStateRules } from './store/shipped-file.ts';

await runService('legal-aid', async ({ env, log, closing }) => {
  const host = env.text('HOST', '127.0.0.1');
  const port = env.integer('PORT', 4004);
  const databaseUrl = env.url('DATABASE_URL');
  const natsUrl = env.url('NATS_URL', '');
  const gatewayKey = env.jwk('GATEWAY_PUBLIC_KEY');
  const checkpoints = readCheckpointSettings(env);
  env.done();

  const verify = await createViewerVerifier(gatewayKey, 'legal-aid');
  const guides = await readRightsGuides();
  const stateRules = await readStateRules();
  const register = await readDetentionFacilities();
  const database = closing.use(openDatabase(databaseUrl, log));
  closing.use(keepAuditSealed({ subgraph: 'legal-aid', pool: database.pool, checkpoints, log }));
  const broker = closing.use(openBroker(natsUrl, log));
  const events = closing.use(openEventLog({ subgraph: 'legal-aid', database, broker, log }));
  const run = crypto.randomUUID();
  const count =
    (await publishRightsGuides(database, guides, run)) +
    (await publishStateRules(database, stateRules, run)) +
    (await publishDetentionFacilities(database, register, run));
  log.info('Published what is new', { count });
  events.announce();
  const commands = createCommands(
    createLibrary(guides),
    createFacilityDirectory(register, distanceKilometers),
    stateRules,
  );

  closing.use(
    await serveSubgraph({
      subgraph,
      verify,
      context: (request) => ({ ...request, commands }),
      // All is served from memory: a database that is away must not take it away too.
      ready: async () => undefined,
      host,
      port,
      log,
      isProduction: env.isProduction,
    }),
  );
});
