import { openOffices } from '@alert-button/dev/testing/open-offices.ts';
import { prepareDatabases } from '@alert-button/platform/database/prepare.ts';
import type { PerRole } from '@alert-button/platform/database/urls.ts';
import { subgraphFolders, subgraphNames, type SubgraphName } from '@alert-button/dev/paths.ts';
import { startThrowAwayPostgres } from '@alert-button/dev/postgres/throw-away.ts';
import {
  createSecrets,
  databasePasswords,
  type DevelopmentSecrets,
} from '@alert-button/dev/secrets.ts';
import {
  startSystem,
  unusedPorts,
  type System,
  type SystemOptions,
} from '@alert-button/dev/system.ts';

/** The whole system on a PostgreSQL of its own, as durable as a real one. */
export interface BenchSystem extends System, AsyncDisposable {
  readonly secrets: DevelopmentSecrets;
  readonly databases: Readonly<Record<SubgraphName, PerRole>>;
  /** A role that may do everything on that server. */
  readonly adminUrl: string;
  /** From the start of the services to all of them being ready; databases stood already. */
  readonly startUpMilliseconds: number;
}

type ServiceEnvironments = NonNullable<SystemOptions['environment']>;

/** Nobody opens a link here; production takes no other than https. */
const links = { LINKS_URL: 'https://links.example.test' };

/** As in production, where nothing that only helps development is left on. */
function inProduction(further: ServiceEnvironments): ServiceEnvironments {
  const served = [...subgraphNames, 'gateway'] as const;
  const production = served.map(
    (name) => [name, { NODE_ENV: 'production', ...links, ...further[name] }] as const,
  );
  return { ...further, ...Object.fromEntries(production) };
}

/** Not those of a development system, which production refuses. */
function benchSecrets(): DevelopmentSecrets {
  const text = JSON.stringify(createSecrets()).replaceAll('development-', 'bench-');
  return JSON.parse(text) as DevelopmentSecrets;
}

export async function startBenchSystem(
  environment: ServiceEnvironments = {},
  replicas: SystemOptions['replicas'] = {},
): Promise<BenchSystem> {
  await using opening = new AsyncDisposableStack();
  const server = await startThrowAwayPostgres({ shared_preload_libraries: 'pg_stat_statements' });
  opening.defer(() => server.remove());
  const secrets = benchSecrets();
  const prepared = await prepareDatabases(server.adminUrl, subgraphFolders, 'bench', (database) =>
    databasePasswords(secrets, database),
  );
  const databases = Object.fromEntries(
    subgraphNames.map((name) => [name, prepared[name].urls]),
  ) as Record<SubgraphName, PerRole>;
  const begin = performance.now();
  const system = await startSystem({
    databases,
    secrets,
    mode: 'test',
    logLevel: 'error',
    environment: inProduction(environment),
    replicas,
    ports: await unusedPorts(),
    onLine: (name, line) => console.error(`${name}: ${line}`),
  });
  const startUpMilliseconds = performance.now() - begin;
  opening.defer(() => system.stop());
  // Closed ones are passed at once, and the figures would depend on the hour.
  await openOffices(system, secrets.identityProviderSecret, databases.alerts.owner);
  const closing = opening.move();
  return {
    ...system,
    secrets,
    databases,
    adminUrl: server.adminUrl,
    startUpMilliseconds,
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}
