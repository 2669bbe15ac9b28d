import { join } from 'node:path';
import pg from 'pg';
import { databaseName, databaseUrl } from '@alert-button/platform/database/urls.ts';
import { startEmbeddedPostgres } from './postgres/server.ts';
import { StartError } from './start-error.ts';

/** The PostgreSQL server the local system uses. */
export interface PostgresServer {
  /** URL of a role that may create databases and roles. */
  readonly adminUrl: string;
  /** Begins the name of each subgraph's database. */
  readonly databasePrefix: string;
  /** For a person: which server this is. */
  readonly description: string;
  /** Stops a server of our own; leaves another's alone. */
  stop(mode?: 'fast' | 'immediate'): Promise<void>;
}

/**
 * The server named by DATABASE_URL, or else the embedded one with its data in
 * `<directory>/postgres`.
 *
 * @throws StartError with one sentence when it cannot be used.
 */
export async function startPostgres(
  directory: string,
  password: string,
  externalUrl: string | undefined,
): Promise<PostgresServer> {
  if (externalUrl) return useExternal(externalUrl);
  const wanted = join(directory, 'postgres');
  const server = await startEmbeddedPostgres(wanted, password);
  return {
    adminUrl: server.adminUrl,
    databasePrefix: 'alert_button',
    description:
      `embedded, 127.0.0.1:${new URL(server.adminUrl).port}` +
      (server.wasRunning ? ', still running from before' : '') +
      (server.place === wanted ? '' : `, data in ${server.place} (out of a private directory)`),
    stop: server.stop,
  };
}

async function useExternal(url: string): Promise<PostgresServer> {
  if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol)) {
    throw new StartError('DATABASE_URL must look like postgresql://user:password@host:5432/name');
  }
  const name = databaseName(url);
  if (name === '') {
    throw new StartError('DATABASE_URL must name a database: its name begins those created here.');
  }
  return {
    adminUrl: await reachableUrl(url),
    databasePrefix: name,
    description: `${new URL(url).host} (DATABASE_URL)`,
    stop: async () => undefined,
  };
}

/** The database DATABASE_URL names is only a prefix here and need not exist itself. */
async function reachableUrl(url: string): Promise<string> {
  const failure = await connectionFailure(url);
  if (failure === undefined) return url;
  const maintenance = databaseUrl(url, { database: 'postgres' });
  if (failure.code === '3D000' && (await connectionFailure(maintenance)) === undefined) {
    return maintenance;
  }
  const reason = failure.message || failure.code || 'no answer';
  throw new StartError(`The server of DATABASE_URL cannot be used: ${reason}`);
}

async function connectionFailure(
  url: string,
): Promise<{ code?: string; message: string } | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return undefined;
  } catch (error) {
    return error as Error;
  } finally {
    await client.end().catch(() => undefined);
  }
}
