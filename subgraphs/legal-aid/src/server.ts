import { keepAuditSealed, readCheckpointSettings } from '@alert-button/platform/audit/sealing.ts';
import { largestDocumentBody } from '@alert-button/platform/body-limits.ts';
import { openBroker } from '@alert-button/platform/event-log/broker.ts';
import { openEventLog } from '@alert-button/platform/event-log/open.ts';
import { readCountyNames } from '@alert-button/platform/geography/county-names.ts';
import { distanceKilometers } from '@alert-button/platform/geography/distance.ts';
import { createLocalKeyProvider } from '@alert-button/platform/keys.ts';
import { runService } from '@alert-button/platform/run-service.ts';
import { serveSubgraph } from '@alert-button/platform/serve.ts';
import { createViewerVerifier } from '@alert-button/platform/viewer.ts';
import { createCommands } from './commands/index.ts';
import { publishDetentionFacilities } from './commands/publish-detention-facilities.ts';
import { publishRightsGuides } from './commands/publish-rights-guides.ts';
import { publishStateRules } from './commands/publish-state-rules.ts';
import type { Services } from './commands/services.ts';
import { createFacilityDirectory } from './domain/facility-directory.ts';
import { createLibrary } from './domain/library.ts';
import { followLogs } from './follow-logs.ts';
import { matchRegularly } from './matching-loop.ts';
import { releaseRegularly } from './outcome-loop.ts';
import { subgraph } from './schema/index.ts';
import { openDatabase, readerConnections } from './store/database.ts';
import { createMatterKeys } from './store/matter-keys.ts';
import { readDetentionFacilities, readRightsGuides, readStateRules } from './store/shipped-file.ts';

await runService('legal-aid', async ({ env, log, closing }) => {
  const host = env.text('HOST', '127.0.0.1');
  const port = env.integer('PORT', 4004);
  const databaseUrl = env.url('DATABASE_URL');
  const natsUrl = env.url('NATS_URL', '');
  const alertsUrl = env.url('ALERTS_DATABASE_URL');
  const directoryUrl = env.url('DIRECTORY_DATABASE_URL');
  const peopleUrl = env.url('PEOPLE_DATABASE_URL');
  const keyEncryptionKey = env.namedKey('KEY_ENCRYPTION_KEY');
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
  const facilities = createFacilityDirectory(register, distanceKilometers);
  const commands = createCommands(createLibrary(guides), facilities, stateRules);

  const counties = readCountyNames();
  const services: Services = {
    database,
    matterKeys: createMatterKeys(createLocalKeyProvider([keyEncryptionKey])),
    isCounty: (fips) => counties.has(fips),
    facilities,
    announce: () => events.announce(),
  };
  const alerts = closing.use(openDatabase(alertsUrl, log, readerConnections));
  const directory = closing.use(openDatabase(directoryUrl, log, readerConnections));
  const people = closing.use(openDatabase(peopleUrl, log, readerConnections));
  closing.use(followLogs({ database, alerts, directory, people, broker, log }));
  closing.use(matchRegularly(services, log));
  closing.use(releaseRegularly(services, log));
  closing.use(
    await serveSubgraph({
      subgraph,
      verify,
      context: (request) => ({ ...request, commands, services }),
      // Guides and facilities are served from memory: a database that is away must not take them away.
      ready: async () => undefined,
      bodyLimit: largestDocumentBody,
      host,
      port,
      log,
      isProduction: env.isProduction,
    }),
  );
});
