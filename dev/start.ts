import { join } from 'node:path';
import { prepareDatabases } from '@alert-button/platform/database/prepare.ts';
import { auditCheckpointFile, dataDirectory, subgraphFolders, type SubgraphName } from './paths.ts';
import { announceSystem, withdrawSystem } from './running-system.ts';
import { databasePasswords, loadSecrets, superuserPassword } from './secrets.ts';
import { readable } from './service.ts';
import { choosePorts } from './start/choose-ports.ts';
import { keepPostgres } from './start/keeper.ts';
import { isAlarming, LogFiles } from './start/logs.ts';
import { say, step } from './start/progress.ts';
import { Reviver } from './start/reviver.ts';
import { stopRequests } from './start/stop-requests.ts';
import { welcome } from './start/welcome.ts';
import { reportAndExit } from './start-error.ts';
import { serviceNames, startSystem } from './system.ts';

const directory = dataDirectory();
const requests = stopRequests();
/** Closed last in, first out: the services before PostgreSQL. */
const closing = new AsyncDisposableStack();
let closeNow: () => Promise<void> = async () => undefined;

try {
  await start();
} catch (error) {
  await closing.disposeAsync().catch(() => undefined);
  if (!requests.stop.aborted) reportAndExit(error, `Logs: ${join(directory, 'logs')}`);
  say('  Stopped before it had started.');
  process.exit(130);
}

async function start(): Promise<void> {
  requests.force.addEventListener('abort', () => void force());
  const ports = await choosePorts(directory);
  const secrets = await loadSecrets(directory);
  const logs = await LogFiles.open(join(directory, 'logs'), serviceNames);
  closing.defer(() => logs.close());

  const keeper = await step(
    'PostgreSQL',
    () => keepPostgres(directory, superuserPassword(secrets), process.env['DATABASE_URL']),
    ({ server }) => server.description,
  );
  closeNow = () => keeper.stop('immediate');
  closing.defer(() => keeper.stop());
  requests.stop.throwIfAborted();

  const databases = await step(
    'databases',
    () =>
      prepareDatabases(
        keeper.server.adminUrl,
        subgraphFolders,
        keeper.server.databasePrefix,
        (database) => databasePasswords(secrets, database),
      ),
    (prepared) => {
      const applied = Object.values(prepared).flatMap((database) => database.applied);
      return applied.length === 0 ? 'up to date' : `${applied.length} migrations applied`;
    },
  );
  requests.stop.throwIfAborted();

  const reviver = new Reviver(requests.stop);
  const begin = performance.now();
  // A service that does not start says why once, at the end; its whole account is in its log.
  let isStarted = false;
  const system = await startSystem({
    databases: Object.fromEntries(
      Object.entries(databases).map(([name, { urls }]) => [name, urls]),
    ) as Record<SubgraphName, (typeof databases)[SubgraphName]['urls']>,
    secrets,
    ports,
    mode: 'development',
    auditCheckpointFile: auditCheckpointFile(directory),
    signal: requests.stop,
    ...(process.env['ALERT_BUTTON_HOST'] ? { host: process.env['ALERT_BUTTON_HOST'] } : {}),
    ...(process.env['LOG_LEVEL'] ? { logLevel: process.env['LOG_LEVEL'] } : {}),
    onLine: (name, line) => {
      logs.write(name, line);
      if (isStarted && isAlarming(line)) say(`  ! ${name}: ${readable(line)}`);
    },
    onReady: (name) => say(`  ✓ ${name} (${((performance.now() - begin) / 1000).toFixed(1)} s)`),
    onUnexpectedExit: (name, reason) => reviver.onExit(name, reason),
  });
  isStarted = true;
  reviver.watch(system);
  closeNow = async () => {
    await system.stop('SIGKILL');
    await keeper.stop('immediate');
  };
  closing.defer(() => system.stop());
  closing.defer(() => withdrawSystem(directory));
  await announceSystem(directory, {
    pid: process.pid,
    graphqlUrl: system.graphqlUrl,
    websocketUrl: system.websocketUrl,
    issuer: system.issuer,
  });
  say(welcome(system, secrets, directory));

  await requests.stopped;
  say('\n  Stopping: the gateway first, PostgreSQL last (Ctrl-C again: at once) …');
  await closing.disposeAsync();
  say('  Stopped. Your data are kept.');
  process.exit(0);
}

async function force(): Promise<never> {
  say('  Stopping at once.');
  await closeNow().catch(() => undefined);
  await withdrawSystem(directory).catch(() => undefined);
  process.exit(130);
}
