import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from './run.ts';
import { chooseAccount, canEnter } from './account.ts';
import { sharedDirectory } from './binaries.ts';
import { startEmbeddedPostgres, stopAbandoned } from './server.ts';

export interface ThrowAwayPostgres {
  /** URL of the superuser. */
  readonly adminUrl: string;
  /** Ends the server as a crash would: nothing is flushed, and the next start recovers. */
  crash(): Promise<void>;
  /** Starts it again after a crash, at the same address and on the same data. */
  restart(): Promise<void>;
  /** Ends the server and removes its data. */
  remove(): Promise<void>;
}

const namePrefix = 'alert-button-test-';

/**
 * A PostgreSQL server of its own for one test run, in a temporary directory, as durable as a real
 * one. What killed runs have left behind is removed first.
 */
export async function startThrowAwayPostgres(
  settings?: Readonly<Record<string, string>>,
): Promise<ThrowAwayPostgres> {
  const account = chooseAccount('');
  const parent = canEnter(account, tmpdir()) ? tmpdir() : sharedDirectory;
  await removeAbandoned(parent);
  const directory = await mkdtemp(join(parent, `${namePrefix}${process.pid}-`));
  await chmod(directory, 0o711);
  const password = randomBytes(24).toString('base64url');
  const start = () => startEmbeddedPostgres(join(directory, 'postgres'), password, settings);
  const server = await start();
  return {
    adminUrl: server.adminUrl,
    crash: () => server.stop('immediate'),
    async restart() {
      const { adminUrl } = await start();
      if (adminUrl !== server.adminUrl) throw new Error('PostgreSQL came back on another port');
    },
    async remove() {
      await server.stop('immediate');
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function removeAbandoned(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(namePrefix) || isAlive(parseInt(name.slice(namePrefix.length), 10))) {
      continue;
    }
    const directory = join(parent, name);
    // Another account's leavings are not ours to remove, and do not keep the tests from running.
    await stopAbandoned(join(directory, 'postgres')).catch(() => undefined);
    await rm(directory, { recursive: true, force: true }).catch(() => undefined);
  }
}
