import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { freePorts, isPortFree } from '../ports.ts';
import { StartError } from '../start-error.ts';
import { chooseAccount, type Account } from './account.ts';
import { findBinaries, type Binaries } from './binaries.ts';
import { prepareDirectory, superuser } from './directory.ts';
import { isAlive, run } from './run.ts';

export interface EmbeddedPostgres {
  /** URL of the superuser, on 127.0.0.1. */
  readonly adminUrl: string;
  /** The data directory: not always the one asked for, see `prepareDirectory`. */
  readonly place: string;
  /** Whether it ran already: a supervisor that was killed left it behind. */
  readonly wasRunning: boolean;
  /** `immediate` does not wait for clients or a checkpoint; the next start recovers. */
  stop(mode?: 'fast' | 'immediate'): Promise<void>;
}

interface Cluster {
  readonly place: string;
  readonly password: string;
  readonly account: Account | undefined;
  readonly binaries: Binaries;
  /** Server settings over ours, for measuring. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
}

/**
 * Starts the embedded PostgreSQL on `directory`, creating the data directory when there is none.
 * It is durable as in production: fsync stays on.
 *
 * @param password of the superuser; fixed when the directory is created.
 * @param settings of the server, over those it has here.
 * @throws StartError with one sentence when it cannot run.
 */
export async function startEmbeddedPostgres(
  directory: string,
  password: string,
  settings?: Readonly<Record<string, string>>,
): Promise<EmbeddedPostgres> {
  const account = chooseAccount(directory);
  const binaries = await findBinaries(account);
  const place = await prepareDirectory(directory, password, account, binaries);
  const cluster = { place, password, account, binaries, settings };
  const running = await findRunning(cluster);
  const adminUrl = running ?? (await startOnFreePort(cluster));
  return {
    adminUrl,
    place,
    wasRunning: running !== undefined,
    stop: (mode = 'fast') => stop(cluster, mode),
  };
}

/** Ends the server on a data directory that is about to be removed, if one runs. */
export async function stopAbandoned(directory: string): Promise<void> {
  const account = chooseAccount(directory);
  const binaries = await findBinaries(account);
  await stop({ place: directory, password: '', account, binaries }, 'immediate');
}

/** The URL of a server that serves this directory already. */
async function findRunning(cluster: Cluster): Promise<string | undefined> {
  const pidFile = join(cluster.place, 'postmaster.pid');
  const deadline = Date.now() + 60_000;
  for (;;) {
    const lines = (await readFile(pidFile, 'utf8').catch(() => '')).split('\n');
    const pid = Number(lines[0]);
    if (!(pid > 0) || !isAlive(pid)) return undefined;
    if (!(await isPostgres(pid))) {
      // After a power cut the number may belong to another program; PostgreSQL would give up.
      await rm(pidFile);
      return undefined;
    }
    const url = urlOf(Number(lines[3]), cluster.password);
    if (await serves(url, cluster.place)) return url;
    if (Date.now() > deadline) {
      throw new StartError(
        `A PostgreSQL server (process ${pid}) holds ${cluster.place} but does not answer: end it.`,
      );
    }
    await delay(100);
  }
}

/** False only when the process is certainly another program. */
async function isPostgres(pid: number): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => undefined);
  return command === undefined || command.startsWith('postgres');
}

async function serves(url: string, place: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    return rows[0]?.data_directory === place;
  } catch (error) {
    if ((error as { code?: string }).code === '28P01') throw wrongPassword(place);
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function wrongPassword(place: string): StartError {
  return new StartError(
    `${place} was made with another password than the one in the installation's secrets:` +
      ` restore them, or move ${place} away to begin anew.`,
  );
}

async function startOnFreePort(cluster: Cluster): Promise<string> {
  const portFile = join(cluster.place, 'alert-button-port');
  const remembered = Number(await readFile(portFile, 'utf8').catch(() => ''));
  let port = remembered > 0 && (await isPortFree(remembered)) ? remembered : await freePort();
  for (let attempt = 1; ; attempt += 1) {
    const failure = await start(cluster, port);
    if (failure === undefined) break;
    const isTaken = /Address already in use|could not create any TCP/.test(failure);
    if (!isTaken || attempt === 3) throw explain(failure, cluster);
    port = await freePort();
  }
  await writeFile(portFile, `${port}\n`);
  const url = urlOf(port, cluster.password);
  try {
    if (await serves(url, cluster.place)) return url;
    throw new StartError(`PostgreSQL started on port ${port} but does not answer there.`);
  } catch (error) {
    await stop(cluster, 'fast');
    throw error;
  }
}

const settings = {
  listen_addresses: '127.0.0.1',
  // A socket file would need a directory that every account can write and a path that is short.
  unix_socket_directories: '',
  max_connections: '100',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Rows and statements hold what must not be in a log.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

/** Starts the server; returns what its log says when that fails. */
async function start(cluster: Cluster, port: number): Promise<string | undefined> {
  const log = join(cluster.place, 'server.log');
  await rename(log, `${log}.previous`).catch(() => undefined);
  const options = Object.entries({ ...settings, ...cluster.settings, port: String(port) })
    .map(([name, value]) => `-c "${name}=${value}"`)
    .join(' ');
  const { code, output } = await run(
    cluster.binaries.pgCtl,
    ['start', '-w', '-t', '120', '-D', cluster.place, '-l', log, '-o', options],
    cluster.account,
  );
  if (code === 0) return undefined;
  return (await readFile(log, 'utf8').catch(() => '')) || output;
}

function explain(failure: string, cluster: Cluster): StartError {
  const lines = failure.split('\n').filter((line) => /FATAL|PANIC|error|could not/i.test(line));
  const reason = (lines[0] ?? failure.split('\n')[0] ?? '').replace(/^[^A-Z]*UTC \[\d+\] /, '');
  return new StartError(
    `PostgreSQL does not start on ${cluster.place}: ${reason.trim()}` +
      ` (its log: ${join(cluster.place, 'server.log')})`,
  );
}

async function stop(cluster: Cluster, mode: 'fast' | 'immediate'): Promise<void> {
  const { code, output } = await run(
    cluster.binaries.pgCtl,
    ['stop', '-w', '-t', '60', '-m', mode, '-D', cluster.place],
    cluster.account,
  );
  const isGone = /No such process|PID file .* does not exist/.test(output);
  if (code !== 0 && !isGone) {
    throw new StartError(`PostgreSQL did not stop: ${output.trim().split('\n').at(-1) ?? ''}`);
  }
}

async function freePort(): Promise<number> {
  const [port] = await freePorts(1);
  return port as number;
}

function urlOf(port: number, password: string): string {
  return `postgresql://${superuser}:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
}
