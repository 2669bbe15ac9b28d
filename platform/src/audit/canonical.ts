import { createHash } from 'node:crypto';

/** An entry of the audit trail, each column as the text that PostgreSQL prints. */
export interface StoredEntry {
  readonly id: string | null;
  readonly sequence: string | null;
  /** Seconds since 1970, with six decimals. */
  readonly at: string | null;
  readonly actorKind: string | null;
  readonly actorId: string | null;
  readonly action: string | null;
  readonly subjectId: string | null;
  readonly requestId: string | null;
  /** The text of the `jsonb`, not parsed: a number may be longer than JavaScript can hold. */
  readonly facts: string | null;
}

/** First field of what is hashed; another form of the bytes gets another one. */
const form = 'audit-entry/1';

/** A length that no text has. */
const nullLength = -1;

function field(value: string | null): Buffer {
  const bytes = Buffer.from(value ?? '', 'utf8');
  const length = Buffer.alloc(4);
  length.writeInt32BE(value === null ? nullLength : bytes.length);
  return Buffer.concat([length, bytes]);
}

/**
 * What is hashed of an entry: each field as its length in bytes (four, big-endian) and its UTF-8.
 * The function `audit_bytes` of the database makes the same bytes, written a second time so that
 * whoever changes the function does not change the verifier with it.
 */
export function canonicalBytes(entry: StoredEntry): Buffer {
  return Buffer.concat(
    [
      form,
      entry.id,
      entry.sequence,
      entry.at,
      entry.actorKind,
      entry.actorId,
      entry.action,
      entry.subjectId,
      entry.requestId,
      entry.facts,
    ].map(field),
  );
}

/** The hash before the first. */
export const noHash: Buffer = Buffer.alloc(0);

/** The hash in the seal of `entry` when `previous` is the one in the seal before it. */
export function sealHash(previous: Buffer, entry: StoredEntry): Buffer {
  return createHash('sha256').update(previous).update(canonicalBytes(entry)).digest();
}
