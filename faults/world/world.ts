import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  projectRoot,
  subgraphFolders,
  subgraphNames,
  type SubgraphName,
} from '@alert-button/dev/paths.ts';
import {
  startThrowAwayPostgres,
  type ThrowAwayPostgres,
} from '@alert-button/dev/postgres/throw-away.ts';
import {
  createSecrets,
  databasePasswords,
  type DevelopmentSecrets,
} from '@alert-button/dev/secrets.ts';
import {
  startSystem,
  unusedPorts,
  type ProcessName,
  type System,
  type SystemOptions,
} from '@alert-button/dev/system.ts';
import { prepareDatabases } from '@alert-button/platform/database/prepare.ts';
import { databaseUrl, type PerRole } from '@alert-button/platform/database/urls.ts';
import { startTestBroker, type TestBroker } from '@alert-button/platform/testing/nats.ts';
import { openProxy, type Proxy } from '../proxy.ts';
import { createClock, type Clock } from './clock.ts';
import type { PreviousRelease } from './previous.ts';

/** The lines that can be made worse. */
const lineNames = ['CLIENTS_TO_GATEWAY', 'GATEWAY_TO_ALERTS', 'ALERTS_TO_DATABASE'] as const;
export type LineName = (typeof lineNames)[number];
const clockNames = ['alerts', 'gateway'] as const;

/** The whole system with everything around it that can break. */
export interface World extends AsyncDisposable {
  readonly system: System;
  readonly postgres: ThrowAwayPostgres;
  /** Undefined: PostgreSQL carries the wake-ups of the logs. */
  readonly broker: TestBroker | undefined;
  readonly lines: Readonly<Record<LineName, Proxy>>;
  readonly clocks: Readonly<Record<(typeof clockNames)[number], Clock>>;
  readonly secrets: DevelopmentSecrets;
  readonly databases: Readonly<Record<SubgraphName, PerRole>>;
  readonly checkpointFile: string;
  /** The release before, when the run begins with it; else undefined. */
  readonly previous: PreviousRelease | undefined;
  /** Whose code each process starts with from now on; without an entry, the run's first. */
  readonly releases: Map<ProcessName, 'BEFORE' | 'THIS'>;
  /** Where clients knock: the gateway, behind its line. */
  readonly graphqlUrl: string;
  /** A subgraph's database through a role that may do everything, past every line. */
  adminUrl(name: SubgraphName): string;
}

const throughPort = (url: string, port: number): string => {
  const changed = new URL(url);
  changed.port = String(port);
  return changed.href;
};

async function prepare(postgres: ThrowAwayPostgres, secrets: DevelopmentSecrets) {
  const prepared = await prepareDatabases(postgres.adminUrl, subgraphFolders, 'faults', (name) =>
    databasePasswords(secrets, name),
  );
  return Object.fromEntries(subgraphNames.map((name) => [name, prepared[name].urls])) as Record<
    SubgraphName,
    PerRole
  >;
}

export interface WorldOptions {
  /** What carries the wake-ups of the logs. */
  readonly carrier: 'POSTGRESQL' | 'NATS';
  /** Everything but the databases begins as this release before, clients too. */
  readonly previous?: PreviousRelease | undefined;
  /** Gives up starting, and then nothing is left behind. */
  readonly signal: AbortSignal;
}

export async function startWorld({ carrier, previous, signal }: WorldOptions): Promise<World> {
  await using opening = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), 'alert-button-faults-'));
  opening.defer(() => rm(directory, { recursive: true, force: true }));
  const postgres = await startThrowAwayPostgres();
  opening.defer(() => postgres.remove());
  const broker = carrier === 'NATS' ? opening.use(await startTestBroker()) : undefined;
  const secrets = createSecrets();
  const databases = await prepare(postgres, secrets);
  const ports = await unusedPorts();
  const targets: Record<LineName, number> = {
    CLIENTS_TO_GATEWAY: ports.gateway,
    GATEWAY_TO_ALERTS: ports.alerts,
    ALERTS_TO_DATABASE: Number(new URL(postgres.adminUrl).port),
  };
  const opened: [LineName, Proxy][] = [];
  for (const name of lineNames) opened.push([name, opening.use(await openProxy(targets[name]))]);
  const lines = Object.fromEntries(opened) as Record<LineName, Proxy>;
  const clocks = Object.fromEntries(
    clockNames.map((name) => [name, createClock(directory, name)]),
  ) as World['clocks'];

  const alertsOrigin = `http://127.0.0.1:${lines.GATEWAY_TO_ALERTS.port}`;
  const subgraphUrls = Object.fromEntries(
    subgraphNames.map((name) => [name, `http://127.0.0.1:${ports[name]}/graphql`]),
  );
  const checkpointFile = join(directory, 'audit-checkpoints.jsonl');
  const releases: World['releases'] = new Map();
  const isBefore = (name: ProcessName) =>
    // The release before has no pages of links, and takes no text messages.
    name !== 'identity-provider' &&
    name !== 'links' &&
    name !== 'texts' &&
    (releases.get(name) ?? 'BEFORE') === 'BEFORE';
  const options: SystemOptions = {
    rootOf: (name) => (previous !== undefined && isBefore(name) ? previous.root : projectRoot),
    databases,
    secrets,
    ports,
    mode: 'test',
    logLevel: 'error',
    auditCheckpointFile: checkpointFile,
    replicas: { alerts: 2 },
    environment: {
      alerts: {
        DATABASE_URL: throughPort(databases.alerts.app, lines.ALERTS_TO_DATABASE.port),
        FAIL_POINT: 'AFTER_COMMIT',
        ...clocks.alerts.environment,
      },
      // Right beside its database, and its clock is right: what goes wrong is the first's. The
      // gateway does not know it, so it answers nobody but gives positions and escalates.
      'alerts-2': { DATABASE_URL: databases.alerts.app, CLOCK_FILE: '', FAIL_POINT: '' },
      gateway: {
        SUBGRAPH_URLS: JSON.stringify({ ...subgraphUrls, alerts: `${alertsOrigin}/graphql` }),
        HINTS_URL: `${alertsOrigin}/internal/hints`,
        ...clocks.gateway.environment,
      },
    },
    signal,
    ...(broker === undefined ? {} : { natsUrl: broker.url }),
  };
  if (previous !== undefined) {
    // What is replaced has run before. Begun at once on an empty database, the second alerts of
    // release 0.1.0 would wait for a directory that only the first was told of.
    const before = await startSystem({ ...options, replicas: {} });
    await before.stop();
  }
  const system = await startSystem(options);
  opening.defer(() => system.stop('SIGKILL'));

  const closing = opening.move();
  return {
    system,
    postgres,
    broker,
    lines,
    clocks,
    secrets,
    databases,
    checkpointFile,
    previous,
    releases,
    graphqlUrl: `http://127.0.0.1:${lines.CLIENTS_TO_GATEWAY.port}/graphql`,
    adminUrl: (name) =>
      databaseUrl(postgres.adminUrl, { database: new URL(databases[name].app).pathname.slice(1) }),
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}
