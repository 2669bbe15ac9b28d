import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder. */
export const projectRoot = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** Where Node keeps compiled code, so that a second start need not compile it again. */
export const compileCache = resolve(projectRoot, 'node_modules', '.cache', 'compile');

/** Where this installation keeps everything that is not in the repository. */
export function dataDirectory(): string {
  return resolve(projectRoot, process.env['ALERT_BUTTON_DATA'] || '.data');
}

/** Where the subgraphs of an installation write their audit checkpoints: outside the databases. */
export function auditCheckpointFile(directory: string): string {
  return resolve(directory, 'audit-checkpoints.jsonl');
}

/** The subgraphs, in the order of their default ports. */
export const subgraphNames = ['people', 'consulates', 'alerts', 'legal-aid'] as const;
export type SubgraphName = (typeof subgraphNames)[number];

/** Folder of each subgraph. */
export const subgraphFolders = Object.fromEntries(
  subgraphNames.map((name) => [name, resolve(projectRoot, 'subgraphs', name)]),
) as Record<SubgraphName, string>;
