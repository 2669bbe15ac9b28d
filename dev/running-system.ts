import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from './postgres/run.ts';
import { dataDirectory } from './paths.ts';

/** Where the system that `npm start` runs can be found by what runs beside it. */
export interface RunningSystem {
  /** Process number of the supervisor. */
  readonly pid: number;
  readonly graphqlUrl: string;
  readonly websocketUrl: string;
  /** The identity provider. */
  readonly issuer: string;
}

const fileIn = (directory: string) => join(directory, 'system.json');

/** The system running on this data directory; undefined when none is. */
export async function findRunningSystem(
  directory = dataDirectory(),
): Promise<RunningSystem | undefined> {
  try {
    const system = JSON.parse(await readFile(fileIn(directory), 'utf8')) as RunningSystem;
    return isAlive(system.pid) ? system : undefined;
  } catch {
    return undefined;
  }
}

export async function announceSystem(directory: string, system: RunningSystem): Promise<void> {
  await writeFile(fileIn(directory), `${JSON.stringify(system, null, 2)}\n`, { mode: 0o600 });
}

export async function withdrawSystem(directory: string): Promise<void> {
  await rm(fileIn(directory), { force: true });
}
