import type { JWK } from 'jose';
import { withConnection } from '../database/connection.ts';
import { Environment } from '../env.ts';
import type { ChainResult } from './chain.ts';
import {
  appendCheckpoint,
  readCheckpoints,
  signCheckpoint,
  type CheckpointFile,
  type CheckpointLine,
  type RefusedLine,
} from './checkpoint.ts';
import { describeFinding } from './finding.ts';
import { verifyAuditTrail } from './verify.ts';

export interface TrailsToVerify {
  /** By subgraph: a role that may read `audit_entry` and `audit_seal`. */
  readonly databaseUrls: Readonly<Record<string, string>>;
  readonly checkpointFile: string | undefined;
  /**
   * Ed25519 JWKs. With any, only checkpoints signed by one of them count. The first, when it is a
   * private one, signs the checkpoints that are taken here.
   */
  readonly keys: readonly JWK[];
}

/** What exit codes mean; the last is for when nothing could be said. */
export const exitCodes = { whole: 0, notWhole: 1, notVerified: 2 } as const;

const mostFindingsShown = 20;

/**
 * Verifies the trails of several databases and says what it found, a line at a time. Of each whole
 * trail that has grown a checkpoint is taken, unless only public keys were given.
 *
 * @returns whether all of them are whole and no line of the checkpoints was refused.
 * @throws DatabaseError, or the error of the connection, when a trail cannot be read.
 */
export async function verifyTrails(
  { databaseUrls, checkpointFile, keys }: TrailsToVerify,
  say: (line: string) => void,
): Promise<boolean> {
  const file = checkpointFile === undefined ? nothing : await readCheckpoints(checkpointFile, keys);
  let isWhole = sayRefused(file.refused, say);
  for (const [subgraph, url] of Object.entries(databaseUrls)) {
    const own = file.checkpoints.filter((checkpoint) => checkpoint.subgraph === subgraph);
    const result = await withConnection(url, (client) => verifyAuditTrail(client, own));
    for (const line of describeResult(subgraph, result, own)) say(line);
    if (result.findings.length > 0) {
      isWhole = false;
    } else if (checkpointFile !== undefined && hasGrown(result, own)) {
      await takeCheckpoint(checkpointFile, subgraph, result, keys);
    }
  }
  return isWhole;
}

const nothing: CheckpointFile = { checkpoints: [], refused: [] };

const refusals: Readonly<Record<RefusedLine['reason'], string>> = {
  UNREADABLE: 'is no checkpoint',
  UNSIGNED: 'is not signed',
  UNKNOWN_KEY: 'was signed by a key not given here',
  WRONG_SIGNATURE: 'was altered: its signature does not fit',
};

function sayRefused(refused: readonly RefusedLine[], say: (line: string) => void): boolean {
  for (const { line, reason } of refused.slice(0, mostFindingsShown)) {
    say(`checkpoints: line ${line} ${refusals[reason]}`);
  }
  const more = refused.length - mostFindingsShown;
  if (more > 0) say(`checkpoints: and ${more} more lines that do not count`);
  return refused.length === 0;
}

function describeResult(
  subgraph: string,
  { findings, sealed, waiting, head, checkpoints }: ChainResult,
  own: readonly CheckpointLine[],
): readonly string[] {
  const last = own.at(-1);
  const counts = [
    `${counted(sealed, 'entry', 'entries')} sealed`,
    ...(waiting === 0 ? [] : [`${waiting} waiting for their seal`]),
    last === undefined
      ? 'NO CHECKPOINT, so a cut tail cannot be noticed'
      : `${counted(checkpoints, 'checkpoint', 'checkpoints')}, the last at position ${last.position} of ${last.at}`,
  ].join(', ');
  if (findings.length === 0) {
    const end = head.position === 0 ? '' : `, ends with ${head.hash.slice(0, 16)}`;
    return [`${subgraph}: whole: ${counts}${end}`];
  }
  const more = findings.length - mostFindingsShown;
  return [
    `${subgraph}: NOT WHOLE: ${findings.length} found (${counts})`,
    ...findings.slice(0, mostFindingsShown).map((finding) => `  ${describeFinding(finding)}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

const counted = (count: number, one: string, many: string) =>
  `${count} ${count === 1 ? one : many}`;

function hasGrown({ head }: ChainResult, own: readonly CheckpointLine[]): boolean {
  return head.position > Math.max(0, ...own.slice(-1).map(({ position }) => position));
}

async function takeCheckpoint(
  file: string,
  subgraph: string,
  { head }: ChainResult,
  keys: readonly JWK[],
): Promise<void> {
  const [key] = keys;
  if (key !== undefined && key.d === undefined) return;
  const checkpoint = { subgraph, ...head, at: new Date().toISOString() };
  await appendCheckpoint(file, signCheckpoint(checkpoint, key));
}

/**
 * What to verify, by the environment: DATABASE_URLS (JSON, a URL for each subgraph's name),
 * AUDIT_CHECKPOINT_FILE, and AUDIT_CHECKPOINT_KEY (a JWK, or a set of them) if they are signed.
 *
 * @throws EnvironmentError
 */
export function readTrailsToVerify(env = new Environment()): TrailsToVerify {
  const databaseUrls = env.json<Record<string, string>>('DATABASE_URLS');
  const file = env.text('AUDIT_CHECKPOINT_FILE', '');
  const hasKey = env.text('AUDIT_CHECKPOINT_KEY', '') !== '';
  const given = hasKey ? env.json<JWK | { keys: JWK[] }>('AUDIT_CHECKPOINT_KEY') : { keys: [] };
  env.done();
  const keys = 'keys' in given ? (given.keys as JWK[]) : [given];
  return { databaseUrls, checkpointFile: file === '' ? undefined : file, keys };
}

/** One sentence about why nothing could be said; a database's own message names no secret. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // A refused connection to several addresses has a code and no message.
  const { code } = error as NodeJS.ErrnoException;
  return error.message || code || error.name;
}
