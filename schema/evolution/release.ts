import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** A file of operations, by its path below its folder. */
export interface OperationFile {
  readonly path: string;
  readonly text: string;
}

/** What clients were given: the contract, and the operations that installed SDKs send. */
export interface Release {
  readonly version: string;
  /** Day (ISO 8601, UTC). */
  readonly date: string;
  /** The client's view of the graph. */
  readonly api: string;
  readonly operations: readonly OperationFile[];
}

/** All operations in a folder and below it, wherever they stand, in the order of their paths. */
export function operationsIn(folder: string): OperationFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.graphql'))
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted()
    .map((path) => ({ path: relative(folder, path), text: readFileSync(path, 'utf8') }));
}

/** The last release; null before the first. */
export function readRelease(folder: string): Release | null {
  if (!existsSync(join(folder, 'release.json'))) return null;
  const { version, date } = JSON.parse(readFileSync(join(folder, 'release.json'), 'utf8')) as Pick<
    Release,
    'version' | 'date'
  >;
  const api = readFileSync(join(folder, 'api.graphql'), 'utf8');
  return { version, date, api, operations: operationsIn(join(folder, 'operations')) };
}

/** Puts a release in the place of the one before. */
export function writeRelease(folder: string, { version, date, api, operations }: Release): void {
  const files: readonly OperationFile[] = [
    { path: 'release.json', text: `${JSON.stringify({ version, date }, null, 2)}\n` },
    { path: 'api.graphql', text: `${api.trim()}\n` },
    ...operations.map(({ path, text }) => ({ path: join('operations', path), text })),
  ];
  rmSync(folder, { recursive: true, force: true });
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
