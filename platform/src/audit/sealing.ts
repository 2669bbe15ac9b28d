import { setTimeout as delay } from 'node:timers/promises';
import type { JWK } from 'jose';
import type { Pool } from 'pg';
import type { Environment } from '../env.ts';
import type { Log } from '../log.ts';
import { appendCheckpoint, signCheckpoint } from './checkpoint.ts';

/** How long an entry may stay without its seal; all that comes meanwhile shares one round. */
const everyMilliseconds = 250;
const checkpointEveryMilliseconds = 60_000;
/** As many as `seal_audit` takes at most. */
const batchSize = 1000;

/** Where checkpoints go, and what signs them. */
export interface CheckpointSettings {
  /** Outside the database, best on another machine's disk; undefined: none are written. */
  readonly file: string | undefined;
  /** Private Ed25519 JWK; undefined: they stay unsigned. */
  readonly key: JWK | undefined;
}

/** Reads AUDIT_CHECKPOINT_FILE and AUDIT_CHECKPOINT_KEY; both may be absent. */
export function readCheckpointSettings(env: Environment): CheckpointSettings {
  const file = env.text('AUDIT_CHECKPOINT_FILE', '');
  const hasKey = env.text('AUDIT_CHECKPOINT_KEY', '') !== '';
  const key = hasKey ? env.jwk('AUDIT_CHECKPOINT_KEY') : undefined;
  return { file: file === '' ? undefined : file, key };
}

export interface SealingOptions {
  readonly subgraph: string;
  /** As the app role. */
  readonly pool: Pool;
  readonly checkpoints: CheckpointSettings;
  readonly log: Log;
}

/** The end of a chain. */
interface Head {
  readonly position: number;
  /** SHA-256 in hex. */
  readonly hash: string;
}

interface SealRow {
  readonly processed: number;
  readonly head_position: string;
  readonly head_hash: Buffer;
}

/**
 * Seals what has no seal, in rounds of at most a thousand entries, each a transaction of its own:
 * one simple query, so that the server ends it whatever becomes of this process, and nobody who
 * is stopped half-way keeps the lock.
 */
export async function sealAudit(pool: Pool): Promise<Head> {
  for (;;) {
    const { rows } = await pool.query<SealRow>('select * from seal_audit()');
    const [row] = rows;
    if (row === undefined) throw new Error('seal_audit() must answer with one row');
    if (row.processed === batchSize) continue;
    return { position: Number(row.head_position), hash: row.head_hash.toString('hex') };
  }
}

/**
 * Seals this subgraph's audit trail from now on, and takes a checkpoint every minute in which it
 * has grown (the first at once), until disposed; then once more. Acts neither wait for it nor know of it. Several
 * processes may do it at once.
 */
export function keepAuditSealed(options: SealingOptions): AsyncDisposable {
  const { subgraph, pool, checkpoints, log } = options;
  const closing = new AbortController();
  let head: Head = { position: 0, hash: '' };
  let written: string | undefined;
  let nextCheckpoint = 0;
  if (checkpoints.file === undefined) {
    log.warn('No audit checkpoints are written: a cut tail of the trail would go unnoticed');
  }

  async function seal(): Promise<void> {
    const now = await sealAudit(pool);
    if (now.position < head.position) {
      const { position } = now;
      log.error('The audit trail has become shorter', { position });
    }
    head = now;
  }

  async function takeCheckpoint(): Promise<void> {
    if (checkpoints.file === undefined || head.position === 0 || head.hash === written) return;
    nextCheckpoint = Date.now() + checkpointEveryMilliseconds;
    const checkpoint = { subgraph, ...head, at: new Date().toISOString() };
    await appendCheckpoint(checkpoints.file, signCheckpoint(checkpoint, checkpoints.key));
    written = head.hash;
  }

  /** A failure is told once, not four times a second. */
  function createAttempt(message: string) {
    let hasFailed = false;
    return async (work: () => Promise<void>) => {
      try {
        await work();
        hasFailed = false;
      } catch (error) {
        if (!hasFailed) log.warn(message, { error });
        hasFailed = true;
      }
    };
  }
  const trySealing = createAttempt('Cannot seal the audit trail; trying again');
  const tryCheckpoint = createAttempt('Cannot write an audit checkpoint; trying again');

  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      await trySealing(seal);
      if (Date.now() >= nextCheckpoint) await tryCheckpoint(takeCheckpoint);
      await delay(everyMilliseconds, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  }

  const running = run();
  return {
    async [Symbol.asyncDispose]() {
      closing.abort();
      await running;
      await trySealing(seal);
      await tryCheckpoint(takeCheckpoint);
    },
  };
}
