import { join } from 'node:path';
import type { PerRole } from '@alert-button/platform/database/urls.ts';
import { audience } from './identity-provider/officers.ts';
import { projectRoot, subgraphNames, type SubgraphName } from './paths.ts';
import { freePorts } from './ports.ts';
import { publicKey, type DevelopmentSecrets } from './secrets.ts';
import { Service } from './service.ts';

export const serviceNames = [...subgraphNames, 'identity-provider', 'gateway'] as const;
export type ServiceName = (typeof serviceNames)[number];
export type Ports = Readonly<Record<ServiceName, number>>;

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
  /** Further variables for one service, over those it gets. */
  readonly environment?: Partial<Record<ServiceName, Readonly<Record<string, string>>>>;
  /** Gets every line that a service writes. */
  readonly onLine?: (name: ServiceName, line: string) => void;
  /** A service is ready. */
  readonly onReady?: (name: ServiceName) => void;
  /** A service ended although nobody asked it to. */
  readonly onUnexpectedExit?: (name: ServiceName, reason: string) => void;
  /** Gives up starting: what has been started is ended at once. */
  readonly signal?: AbortSignal;
}

/** The whole system as processes of this machine, behind its one public door. */
export interface System {
  /** `http://127.0.0.1:<port>/graphql` */
  readonly graphqlUrl: string;
  /** `ws://127.0.0.1:<port>/graphql` */
  readonly websocketUrl: string;
  /** The identity provider, as the tokens name it. */
  readonly issuer: string;
  /** Origin of each service. */
  readonly origins: Readonly<Record<ServiceName, string>>;
  /** Process numbers of the services that run. */
  pid(name: ServiceName): number | undefined;
  /** Starts one that is stopped and waits until it is ready. */
  start(name: ServiceName): Promise<void>;
  /** Ends one: politely, or by SIGKILL. */
  stopService(name: ServiceName, signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Ends one and starts it again at the same address. */
  restart(name: ServiceName, signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Ends all: the gateway first, so that what it has accepted is still answered. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** Ports of `npm start`: the gateway's, the subgraphs' after it, the identity provider's. */
export function portsFrom(gateway: number): Ports {
  const [people, consulates, alerts, legalAid] = [1, 2, 3, 4].map((step) => gateway + step) as [
    number,
    number,
    number,
    number,
  ];
  return {
    people,
    consulates,
    alerts,
    'legal-aid': legalAid,
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
    serviceNames.map((name) => [name, `http://127.0.0.1:${options.ports[name]}`]),
  ) as Record<ServiceName, string>;
  const environments = serviceEnvironments(options, origins);
  const services = new Map(
    serviceNames.map((name) => [
      name,
      new Service({
        name,
        entry: entryOf(name),
        environment: {
          NODE_ENV: options.mode,
          LOG_LEVEL: options.logLevel ?? 'info',
          PORT: String(options.ports[name]),
          ...environments[name],
          ...options.environment?.[name],
        },
        readyUrl: `${origins[name]}/readyz`,
        onLine: (line) => options.onLine?.(name, line),
        onUnexpectedExit: (reason) => options.onUnexpectedExit?.(name, reason),
      }),
    ]),
  );
  const service = (name: ServiceName): Service => services.get(name) as Service;
  const stop = async (signal?: 'SIGTERM' | 'SIGKILL') => {
    await service('gateway').stop(signal);
    const others = serviceNames.filter((name) => name !== 'gateway');
    await Promise.all(others.map((name) => service(name).stop(signal)));
  };
  const starts = serviceNames.map(async (name) => {
    await service(name).start();
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
    websocketUrl: `${origins.gateway.replace('http', 'ws')}/graphql`,
    issuer: origins['identity-provider'],
    origins,
    pid: (name) => service(name).pid,
    start: (name) => service(name).start(),
    stopService: (name, signal) => service(name).stop(signal),
    restart: (name, signal) => service(name).restart(signal),
    stop,
  };
}

function entryOf(name: ServiceName): string {
  if (name === 'gateway') return join(projectRoot, 'gateway', 'src', 'server.ts');
  if (name === 'identity-provider') return join(projectRoot, 'dev', 'identity-provider.ts');
  return join(projectRoot, 'subgraphs', name, 'src', 'server.ts');
}

/** What each service is told, and nothing that is another's. */
export function serviceEnvironments(
  options: SystemOptions,
  origins: Readonly<Record<ServiceName, string>>,
): Record<ServiceName, Record<string, string>> {
  const { secrets, databases } = options;
  const subgraph = (name: SubgraphName) => ({
    DATABASE_URL: databases[name].app,
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
      GRANT_PUBLIC_KEY: JSON.stringify(publicKey(secrets.grantKey)),
    },
    consulates: subgraph('consulates'),
    alerts: {
      ...subgraph('alerts'),
      DIRECTORY_DATABASE_URL: databases.consulates.reader,
      PEOPLE_DATABASE_URL: databases.people.reader,
      KEY_ENCRYPTION_KEY: secrets.keyEncryptionKey,
      CURSOR_KEY: secrets.cursorKey,
      GRANT_PRIVATE_KEY: JSON.stringify(secrets.grantKey),
      HINTS_TOKEN: secrets.hintsToken,
    },
    'legal-aid': subgraph('legal-aid'),
    'identity-provider': {
      SIGNING_KEY: JSON.stringify(secrets.identityProviderKey),
      CLIENT_SECRET_SEED: secrets.identityProviderSecret,
      ACCESS_TOKEN_SECONDS: String(options.accessTokenSeconds ?? 3600),
    },
    gateway: {
      HOST: options.host ?? '127.0.0.1',
      SUPERGRAPH_FILE: options.supergraphFile ?? join(projectRoot, 'schema', 'supergraph.graphql'),
      SUBGRAPH_URLS: JSON.stringify(
        Object.fromEntries(subgraphNames.map((name) => [name, `${origins[name]}/graphql`])),
      ),
      GATEWAY_PRIVATE_KEY: JSON.stringify(secrets.gatewayKey),
      CERTIFICATE_PUBLIC_KEY: JSON.stringify(publicKey(secrets.certificateKey)),
      OIDC_ISSUER: origins['identity-provider'],
      OIDC_AUDIENCE: audience,
      PEOPLE_INTERNAL_URL: `${origins.people}/internal`,
      HINTS_URL: `${origins.alerts}/internal/hints`,
      HINTS_TOKEN: secrets.hintsToken,
    },
  };
}
