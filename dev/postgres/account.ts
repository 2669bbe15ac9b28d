import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { projectRoot } from '../paths.ts';
import { StartError } from '../start-error.ts';

/** Whom PostgreSQL runs as. It refuses to run as root. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
}

/**
 * The account for a server on `directory`; undefined means "whoever runs this". Only root has to
 * choose, and chooses somebody who exists already rather than change the machine: whom the data
 * belong to, else whom the work belongs to (behind sudo, or the owner of the checkout), else the
 * system's `postgres`, else `nobody`.
 */
export function chooseAccount(directory: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readAccounts();
  const byId = (uid: number | undefined) =>
    accounts.find((account) => account.uid === uid && account.uid !== 0);
  const byName = (name: string) => accounts.find((account) => account.name === name);
  const chosen =
    byId(ownerOf(directory)) ??
    byId(Number(process.env['SUDO_UID'])) ??
    byId(ownerOf(projectRoot)) ??
    byName('postgres') ??
    byName('nobody');
  if (chosen === undefined) {
    throw new StartError(
      'PostgreSQL refuses to run as root and this machine has no other account for it:' +
        ' start as an ordinary user, or set DATABASE_URL.',
    );
  }
  return chosen;
}

/** Whether the account may enter `directory`: asked of the system itself, so it knows all rules. */
export function canEnter(account: Account | undefined, directory: string): boolean {
  if (account === undefined) return true;
  const { uid, gid } = account;
  const probe = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', directory], { uid, gid, cwd: '/' });
  return probe.status === 0;
}

function ownerOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.uid;
}

function readAccounts(): Account[] {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  return lines.flatMap((line) => {
    const [name = '', , uid, gid] = line.split(':');
    return uid === undefined ? [] : [{ name, uid: Number(uid), gid: Number(gid) }];
  });
}
