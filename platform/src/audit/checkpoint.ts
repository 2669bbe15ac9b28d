import { createPrivateKey, createPublicKey, sign, verify, type JsonWebKey } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import type { JWK } from 'jose';

/** Where a chain ended at a time, kept outside its database: what a cut tail is measured by. */
export interface Checkpoint {
  readonly subgraph: string;
  readonly position: number;
  /** SHA-256 in hex, as in the seal at that position. */
  readonly hash: string;
  /** ISO 8601. */
  readonly at: string;
}

export interface SignedCheckpoint extends Checkpoint {
  /** Ed25519, base64url. */
  readonly signature?: string;
  /** Which key signed. */
  readonly keyId?: string;
}

/** A checkpoint with its line in the file, from 1. */
export interface CheckpointLine extends Checkpoint {
  readonly line: number;
}

/** A line that does not count, and why. */
export interface RefusedLine {
  readonly line: number;
  readonly reason: 'UNREADABLE' | 'UNSIGNED' | 'UNKNOWN_KEY' | 'WRONG_SIGNATURE';
}

export interface CheckpointFile {
  readonly checkpoints: readonly CheckpointLine[];
  readonly refused: readonly RefusedLine[];
}

/** What is signed: a word of its own first, so that the signature stands for nothing else. */
function signedBytes({ subgraph, position, hash, at }: Checkpoint): Buffer {
  return Buffer.from(['audit-checkpoint/1', subgraph, position, hash, at].join('\n'));
}

/** @param key private Ed25519 JWK; without it the checkpoint stays unsigned. */
export function signCheckpoint(checkpoint: Checkpoint, key: JWK | undefined): SignedCheckpoint {
  if (key === undefined) return checkpoint;
  const privateKey = createPrivateKey({ key: key as JsonWebKey, format: 'jwk' });
  const signature = sign(null, signedBytes(checkpoint), privateKey).toString('base64url');
  return { ...checkpoint, ...(key.kid === undefined ? {} : { keyId: key.kid }), signature };
}

/**
 * Appends one line to a file of checkpoints (JSON lines) and waits until it is on the disk. Several
 * processes may append to the same file. A line that a power cut left unfinished spoils only itself.
 */
export async function appendCheckpoint(file: string, checkpoint: SignedCheckpoint): Promise<void> {
  await using handle = await open(file, 'a+', 0o600);
  const { size } = await handle.stat();
  const last = Buffer.alloc(1);
  if (size > 0) await handle.read(last, 0, 1, size - 1);
  const start = size > 0 && last.toString() !== '\n' ? '\n' : '';
  await handle.appendFile(`${start}${JSON.stringify(checkpoint)}\n`);
  await handle.sync();
}

/**
 * Reads a file of checkpoints; one that is not there has none.
 *
 * @param keys public (or private) Ed25519 JWKs. When given, only what one of them signed counts.
 */
export async function readCheckpoints(
  file: string,
  keys: readonly JWK[] = [],
): Promise<CheckpointFile> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const checkpoints: CheckpointLine[] = [];
  const refused: RefusedLine[] = [];
  for (const [index, source] of text.split('\n').entries()) {
    if (source.trim() === '') continue;
    const line = index + 1;
    const checkpoint = parse(source);
    const reason = checkpoint === undefined ? 'UNREADABLE' : doubtOf(checkpoint, keys);
    if (reason !== undefined) refused.push({ line, reason });
    else if (checkpoint !== undefined) checkpoints.push({ ...checkpoint, line });
  }
  return { checkpoints, refused };
}

function parse(source: string): SignedCheckpoint | undefined {
  try {
    const read = JSON.parse(source) as Partial<SignedCheckpoint> | null;
    const isWhole =
      typeof read?.subgraph === 'string' &&
      Number.isSafeInteger(read.position) &&
      /^[0-9a-f]{64}$/.test(read.hash ?? '') &&
      typeof read.at === 'string';
    return isWhole ? (read as SignedCheckpoint) : undefined;
  } catch {
    return undefined;
  }
}

function doubtOf(
  checkpoint: SignedCheckpoint,
  keys: readonly JWK[],
): RefusedLine['reason'] | undefined {
  if (keys.length === 0) return undefined;
  if (typeof checkpoint.signature !== 'string') return 'UNSIGNED';
  const key = keys.find(({ kid }) => kid === checkpoint.keyId);
  if (key === undefined) return 'UNKNOWN_KEY';
  const publicKey = createPublicKey({ key: key as JsonWebKey, format: 'jwk' });
  const signature = Buffer.from(checkpoint.signature, 'base64url');
  const isGenuine = verify(null, signedBytes(checkpoint), publicKey, signature);
  return isGenuine ? undefined : 'WRONG_SIGNATURE';
}
