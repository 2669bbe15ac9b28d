import { randomBytes } from 'node:crypto';
import {
  chmod,
  chown,
  mkdir,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeDirectory } from '../make-directory.ts';
import { describeFileError, StartError } from '../start-error.ts';
import { canEnter, type Account } from './account.ts';
import { sharedDirectory, type Binaries } from './binaries.ts';
import { isAlive, run } from './run.ts';

/** Name of the role that may do everything on an embedded server. */
export const superuser = 'postgres';

/**
 * Makes `directory` a PostgreSQL data directory unless it is one, and returns where it really is.
 * A directory the account cannot reach (the project stands in root's private home) is kept under
 * /var/lib instead, with a symbolic link in its place.
 *
 * @throws StartError when it cannot be used; nothing that is there is ever removed.
 */
export async function prepareDirectory(
  directory: string,
  password: string,
  account: Account | undefined,
  binaries: Binaries,
): Promise<string> {
  try {
    const place = await reachablePlace(directory, account);
    if (await isInitialised(place, binaries.major)) return place;
    await initialise(place, password, account, binaries);
    return place;
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw describeFileError(error, directory);
  }
}

async function reachablePlace(directory: string, account: Account | undefined): Promise<string> {
  const parent = dirname(directory);
  await makeDirectory(parent);
  const target = await readlink(directory).catch(() => undefined);
  if (target !== undefined) return target;
  if (await stat(directory).catch(() => undefined)) {
    const place = await realpath(directory);
    if (canEnter(account, place) || canEnter(account, dirname(place))) return place;
    throw new StartError(
      `${directory} lies where the account "${account?.name}", which runs PostgreSQL, cannot` +
        ' reach it: choose another place with ALERT_BUTTON_DATA.',
    );
  }
  if (canEnter(account, parent)) return directory;
  const place = join(sharedDirectory, `data-${randomBytes(6).toString('hex')}`);
  await makeDirectory(sharedDirectory);
  await symlink(place, directory);
  return place;
}

async function isInitialised(place: string, major: string): Promise<boolean> {
  const entries = await readdir(place).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (entries.length === 0) return false;
  const version = await readFile(join(place, 'PG_VERSION'), 'utf8').catch(() => '');
  if (version === '') {
    throw new StartError(
      `${place} is not empty and not a PostgreSQL data directory: move it away to begin anew.`,
    );
  }
  if (version.trim() !== major) {
    throw new StartError(
      `${place} was made by PostgreSQL ${version.trim()}, this is PostgreSQL ${major}:` +
        ' move it away to begin anew, or set DATABASE_URL to a server of that version.',
    );
  }
  return true;
}

/** Built beside and renamed into place: an interrupted start leaves no half-made directory. */
async function initialise(
  place: string,
  password: string,
  account: Account | undefined,
  binaries: Binaries,
): Promise<void> {
  const unfinished = `${place}.unfinished-${process.pid}`;
  await removeUnfinished(place);
  await mkdir(unfinished, { mode: 0o700 });
  if (account !== undefined) await chown(unfinished, account.uid, account.gid);
  // Read by initdb as the other account, so it cannot come through a pipe of ours.
  const passwordFile = `${unfinished}-password`;
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (account !== undefined) await chown(passwordFile, account.uid, account.gid);
  const result = await run(
    binaries.initdb,
    [
      `--pgdata=${unfinished}`,
      `--username=${superuser}`,
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      // The same order and case rules on every machine, whatever its system library.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
    ],
    account,
  ).finally(() => rm(passwordFile, { force: true }));
  if (result.code !== 0) {
    await rm(unfinished, { recursive: true, force: true });
    const reason = /^.*(?:error|FATAL|could not).*$/m.exec(result.output)?.[0] ?? result.output;
    throw new StartError(`Creating the database directory ${place} failed: ${reason.trim()}`);
  }
  await chmod(unfinished, 0o700);
  await rename(unfinished, place).catch(async (error: unknown) => {
    await rm(unfinished, { recursive: true, force: true });
    // Another start was faster; its directory is as good.
    if (!(await stat(join(place, 'PG_VERSION')).catch(() => undefined))) throw error;
  });
}

async function removeUnfinished(place: string): Promise<void> {
  const prefix = `${place.slice(dirname(place).length + 1)}.unfinished-`;
  for (const entry of await readdir(dirname(place))) {
    if (!entry.startsWith(prefix) || isAlive(parseInt(entry.slice(prefix.length), 10))) continue;
    await rm(join(dirname(place), entry), { recursive: true, force: true });
  }
}
