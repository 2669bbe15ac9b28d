import { join } from 'node:path';
import type { PerRole } from '@alert-button/platform/database/urls.ts';
import { audience, developmentTextService } from './identity-provider/officers.ts';
import { projectRoot, subgraphNames, type SubgraphName } from './paths.ts';
import { freePorts } from './ports.ts';
import { publicKey, type DevelopmentSecrets } from './secrets.ts';
import { Service } from './service.ts';

export const serviceNames = [
  ...subgraphNames,
  'identity-provider',
  'gateway',
  'links',
  'texts',
] as const;
export type ServiceName = (typeof serviceNames)[number];
export type Ports = Readonly<Record<ServiceName, number>>;

/** Services of which several processes can share the work. */
type Replicated = 'people' | 'alerts' | 'gateway';
/** One process: a service's first has its name, the others a number behind it. */
export type ProcessName = ServiceName | `${Replicated}-${number}`;

export interface SystemOptions {
  readonly databases: Readonly<Record<SubgraphName, PerRole>>;
  readonly secrets: DevelopmentSecrets;
  readonly ports: Ports;
  readonly mode: 'development' | 'test';
  /** Where the gateway listens; the others are for this machine only. Default 127.0.0.1. */
  readonly host?: string;
  /** Default `info`. */
  readonly logLevel?: string;
  /** Life of an officer's access token. Default: one hour. */
  readonly accessTokenSeconds?: number;
  /** Composed schema the gateway serves. Default: the committed one. */
  readonly supergraphFile?: string;
  /** Where the subgraphs write their audit checkpoints. Default: nowhere. */
  readonly auditCheckpointFile?: string;
  /** How many processes share a service's work. Default: one each. */
  readonly replicas?: Readonly<Partial<Record<Replicated, number>>>;
  /** The broker that carries the wake-ups of the logs. Default: PostgreSQL does. */
  readonly natsUrl?: string;
  /** Further variables for one service, over those it gets; a process's own over those. */
  readonly environment?: Partial<Record<ProcessName, Readonly<Record<string, string>>>>;
  /**
   * Root of the project that a process's code is taken from, asked at each of its starts: another
   * release's, say. Default: this one.
   */
  readonly rootOf?: (name: ProcessName) => string;
  /** Gets every line that a service writes. */
  readonly onLine?: (name: ProcessName, line: string) => void;
  /** A service is ready. */
  readonly onReady?: (name: ProcessName) => void;
  /** A service ended although nobody asked it to. */
  readonly onUnexpectedExit?: (name: ProcessName, reason: string) => void;
  /** Gives up starting: what has been started is ended at once. */
  readonly signal?: AbortSignal;
}

/** The whole system as processes of this machine, behind its one public door. */
export interface System {
  /** `http://127.0.0.1:<port>/graphql` */
  readonly graphqlUrl: string;
  /** That of each gateway. */
  readonly graphqlUrls: readonly string[];
  /** `ws://127.0.0.1:<port>/graphql` */
  readonly websocketUrl: string;
  /** Where the pages behind links are. */
  readonly linksUrl: string;
  /** The identity provider, as the tokens name it. */
  readonly issuer: string;
  /** Origin of each service, of its first process. */
  readonly origins: Readonly<Record<ServiceName, string>>;
  /** Process numbers of the services that run. */
  pid(name: ProcessName): number | undefined;
  /** Starts one that is stopped and waits until it is ready. */
  start(name: ProcessName): Promise<void>;
  /** Ends one: politely, or by SIGKILL. */
  stopService(name: ProcessName, signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Ends one and starts it again at the same address. */
  restart(name: ProcessName, signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Ends all: the gateways first, so that what it has accepted is still answered. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/**
 * Ports of `npm start`: the gateway's, the subgraphs' after it, those of links and texts, the
 * identity provider's.
 */
export function portsFrom(gateway: number): Ports {
  return {
    people: gateway + 1,
    consulates: gateway + 2,
    alerts: gateway + 3,
    'legal-aid': gateway + 4,
    links: gateway + 5,
    texts: gateway + 6,
    'identity-provider': gateway + 10,
    gateway,
  };
}

/** Ports nobody uses, for systems that run beside others. */
export async function unusedPorts(): Promise<Ports> {
  const free = await freePorts(serviceNames.length);
  return Object.fromEntries(serviceNames.map((name, index) => [name, free[index]])) as Ports;
}

/**
 * Starts all services and waits until each is ready. When one does not start, the others are
 * ended again.
 *
 * @throws StartError with the reason of the first that failed.
 */
export async function startSystem(options: SystemOptions): Promise<System> {
  const origins = Object.fromEntries(
    serviceNames.map((name) => [name, originAt(options.ports[name])]),
  ) as Record<ServiceName, string>;
  const processes = await placeProcesses(options);
  const originsOf = (of: ServiceName) =>
    processes.filter(({ service }) => service === of).map(({ port }) => originAt(port));
  const environments = serviceEnvironments(options, origins, originsOf);
  const services = new Map(
    processes.map(({ name, service, port }) => [
      name,
      new Service({
        name,
        entry: entryOf(service),
        root: () => options.rootOf?.(name) ?? projectRoot,
        environment: {
          NODE_ENV: options.mode,
          LOG_LEVEL: options.logLevel ?? 'info',
          PORT: String(port),
          ...environments[service],
          ...options.environment?.[service],
          ...options.environment?.[name],
        },
        readyUrl: `${originAt(port)}/readyz`,
        onLine: (line) => options.onLine?.(name, line),
        onUnexpectedExit: (reason) => options.onUnexpectedExit?.(name, reason),
      }),
    ]),
  );
  const named = (name: ProcessName): Service => {
    const service = services.get(name);
    if (service === undefined) throw new Error(`There is no process ${name}`);
    return service;
  };
  const stop = async (signal?: 'SIGTERM' | 'SIGKILL') => {
    const stopAll = (chosen: readonly PlacedProcess[]) =>
      Promise.all(chosen.map(({ name }) => named(name).stop(signal)));
    await stopAll(processes.filter(({ service }) => service === 'gateway'));
    await stopAll(processes.filter(({ service }) => service !== 'gateway'));
  };
  const starts = processes.map(async ({ name }) => {
    await named(name).start();
    options.onReady?.(name);
  });
  const giveUp = () => void stop('SIGKILL');
  options.signal?.addEventListener('abort', giveUp);
  try {
    await Promise.all(starts);
  } catch (error) {
    await stop('SIGKILL');
    await Promise.allSettled(starts);
    throw error;
  } finally {
    options.signal?.removeEventListener('abort', giveUp);
  }
  return {
    graphqlUrl: `${origins.gateway}/graphql`,
    graphqlUrls: originsOf('gateway').map((origin) => `${origin}/graphql`),
    websocketUrl: `${origins.gateway.replace('http', 'ws')}/graphql`,
    linksUrl: origins.links,
    issuer: origins['identity-provider'],
    origins,
    pid: (name) => named(name).pid,
    start: (name) => named(name).start(),
    stopService: (name, signal) => named(name).stop(signal),
    restart: (name, signal) => named(name).restart(signal),
    stop,
  };
}

const originAt = (port: number) => `http://127.0.0.1:${port}`;

interface PlacedProcess {
  readonly name: ProcessName;
  readonly service: ServiceName;
  readonly port: number;
}

/** All processes: the first of each service at its port, the others wherever there is room. */
async function placeProcesses(options: SystemOptions): Promise<readonly PlacedProcess[]> {
  const { ports, replicas = {} } = options;
  const first = serviceNames.map((name) => ({ name, service: name, port: ports[name] }));
  const others = (Object.entries(replicas) as [Replicated, number][]).flatMap(([service, count]) =>
    Array.from({ length: count - 1 }, (_, index) => ({
      name: `${service}-${index + 2}` as const,
      service,
    })),
  );
  const free = await freePorts(others.length);
  return [...first, ...others.map((other, index) => ({ ...other, port: free[index] ?? 0 }))];
}

function entryOf(name: ServiceName): string {
  if (name === 'gateway') return join('gateway', 'src', 'server.ts');
  if (name === 'identity-provider') return join('dev', 'identity-provider.ts');
  if (name === 'links' || name === 'texts') return join('apps', name, 'src', 'server.ts');
  return join('subgraphs', name, 'src', 'server.ts');
}

/**
 * On one machine everybody has the same address, and one officer of a test does what many do: rates
 * are wider than in production. A test of rates sets its own by `environment`.
 */
const wideRates = {
  ANONYMOUS_REQUESTS_PER_SECOND: '10000',
  ENROLMENTS_PER_ADDRESS_PER_HOUR: '100000',
  ENROLMENTS_PER_HOUR: '100000',
  WRITES_PER_MINUTE: '100000',
};

/** What each service is told, and nothing that is another's. */
function serviceEnvironments(
  options: SystemOptions,
  origins: Readonly<Record<ServiceName, string>>,
  originsOf: (service: ServiceName) => readonly string[],
): Record<ServiceName, Record<string, string>> {
  const { secrets, databases } = options;
  const textService = developmentTextService(secrets.identityProviderSecret);
  const urlsOf = (name: SubgraphName, path: string) =>
    originsOf(name)
      .map((origin) => `${origin}${path}`)
      .join(',');
  const subgraph = (name: SubgraphName) => ({
    DATABASE_URL: databases[name].app,
    NATS_URL: options.natsUrl ?? '',
    GATEWAY_PUBLIC_KEY: JSON.stringify(publicKey(secrets.gatewayKey)),
    AUDIT_CHECKPOINT_FILE: options.auditCheckpointFile ?? '',
    AUDIT_CHECKPOINT_KEY: JSON.stringify(secrets.auditCheckpointKey),
  });
  return {
    people: {
      ...subgraph('people'),
      CERTIFICATE_PRIVATE_KEY: JSON.stringify(secrets.certificateKey),
      HINTS_TOKEN: secrets.hintsToken,
      KEY_ENCRYPTION_KEY: secrets.personKeyEncryptionKey,
      BLIND_INDEX_KEY: secrets.blindIndexKey,
      CALLER_WORD_KEY: secrets.callerWordKey,
      GRANT_PUBLIC_KEY: JSON.stringify(publicKey(secrets.grantKey)),
      ALERTS_DATABASE_URL: databases.alerts.reader,
      LINKS_URL: origins.links,
    },
    consulates: {
      ...subgraph('consulates'),
      ALERTS_DATABASE_URL: databases.alerts.reader,
      KEY_ENCRYPTION_KEY: secrets.officerKeyEncryptionKey,
      LINKS_URL: origins.links,
    },
    alerts: {
      ...subgraph('alerts'),
      DIRECTORY_DATABASE_URL: databases.consulates.reader,
      PEOPLE_DATABASE_URL: databases.people.reader,
      KEY_ENCRYPTION_KEY: secrets.keyEncryptionKey,
      PIN_KEY: secrets.pinKey,
      CURSOR_KEY: secrets.cursorKey,
      GRANT_PRIVATE_KEY: JSON.stringify(secrets.grantKey),
      HINTS_TOKEN: secrets.hintsToken,
    },
    'legal-aid': {
      ...subgraph('legal-aid'),
      ALERTS_DATABASE_URL: databases.alerts.reader,
      DIRECTORY_DATABASE_URL: databases.consulates.reader,
      PEOPLE_DATABASE_URL: databases.people.reader,
      KEY_ENCRYPTION_KEY: secrets.matterKeyEncryptionKey,
    },
    'identity-provider': {
      SIGNING_KEY: JSON.stringify(secrets.identityProviderKey),
      CLIENT_SECRET_SEED: secrets.identityProviderSecret,
      ACCESS_TOKEN_SECONDS: String(options.accessTokenSeconds ?? 3600),
    },
    gateway: {
      HOST: options.host ?? '127.0.0.1',
      // As it is found from the root of the gateway's own code.
      SUPERGRAPH_FILE: options.supergraphFile ?? join('schema', 'supergraph.graphql'),
      SUBGRAPH_URLS: JSON.stringify(
        Object.fromEntries(subgraphNames.map((name) => [name, urlsOf(name, '/graphql')])),
      ),
      GATEWAY_PRIVATE_KEY: JSON.stringify(secrets.gatewayKey),
      CERTIFICATE_PUBLIC_KEY: JSON.stringify(publicKey(secrets.certificateKey)),
      OIDC_ISSUER: origins['identity-provider'],
      OIDC_AUDIENCE: audience,
      PEOPLE_INTERNAL_URL: `${origins.people}/internal`,
      HINTS_URL: urlsOf('alerts', '/internal/hints'),
      HINTS_TOKEN: secrets.hintsToken,
      ...wideRates,
    },
    links: {
      HOST: options.host ?? '127.0.0.1',
      GRAPHQL_URL: `${origins.gateway}/graphql`,
      PAGES_PER_MINUTE: '100000',
    },
    texts: {
      HOST: options.host ?? '127.0.0.1',
      GRAPHQL_URL: `${origins.gateway}/graphql`,
      TOKEN_URL: `${origins['identity-provider']}/token`,
      CLIENT_ID: textService.clientId,
      CLIENT_SECRET: textService.clientSecret,
      WEBHOOK_KEYS: secrets.textsWebhookKey,
      TEXTER_KEY: secrets.texterKey,
    },
  };
}
