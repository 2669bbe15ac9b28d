import type { ClientBase } from 'pg';
import { DatabaseError } from '../database/connection.ts';
import type { StoredEntry } from './canonical.ts';
import { ChainCheck, type ChainResult } from './chain.ts';
import type { CheckpointLine } from './checkpoint.ts';

const pageSize = 2_000;

const entryColumns = `
  entry.id::text, entry.sequence::text, extract(epoch from entry.at)::text as at,
  entry.actor_kind as "actorKind", entry.actor_id as "actorId", entry.action,
  entry.subject_id as "subjectId", entry.request_id as "requestId", entry.facts::text`;

const sealedPage = `
  select seal.position, seal.entry_id as "entryId", seal.hash, ${entryColumns}
  from public.audit_seal as seal
  left join public.audit_entry as entry on entry.id = seal.entry_id
  where seal.position > $1 order by seal.position limit ${pageSize}`;

const unsealed = `
  select entry.is_sealed as "isSealed", ${entryColumns}
  from public.audit_entry as entry
  where not exists (select from public.audit_seal as seal where seal.entry_id = entry.id)
  order by entry.sequence`;

interface SealRow extends StoredEntry {
  readonly position: string;
  readonly entryId: string;
  readonly hash: Buffer;
}

/**
 * Recomputes the chain of one database and compares it with the checkpoints taken of it. Reads one
 * snapshot and writes nothing, so the service may go on meanwhile. Read the checkpoints first: one
 * that is taken during the look would be ahead of it.
 *
 * @param client may read `audit_entry` and `audit_seal`; not in a transaction.
 * @throws DatabaseError when this database has no chain.
 */
export async function verifyAuditTrail(
  client: ClientBase,
  checkpoints: readonly CheckpointLine[],
): Promise<ChainResult> {
  await client.query('begin isolation level repeatable read read only');
  try {
    const { rows } = await client.query<{ exists: boolean }>(
      `select to_regclass('public.audit_seal') is not null as exists`,
    );
    if (rows[0]?.exists !== true) {
      throw new DatabaseError('The audit trail has no seals yet: apply the migrations first');
    }
    const check = new ChainCheck(checkpoints);
    for await (const page of sealedPages(client)) {
      for (const { position, entryId, hash, ...entry } of page) {
        const stored = entry.id === null ? null : entry;
        check.add({ position: Number(position), entryId, hash, entry: stored });
      }
    }
    const loose = await client.query<StoredEntry & { isSealed: boolean }>(unsealed);
    for (const { isSealed, ...entry } of loose.rows) check.addUnsealed({ entry, isSealed });
    return check.finish();
  } finally {
    await client.query('rollback').catch(() => undefined);
  }
}

async function* sealedPages(client: ClientBase): AsyncGenerator<readonly SealRow[]> {
  // Below every position there can be, so that a forged one is read as well.
  let after = '-9223372036854775808';
  for (;;) {
    const { rows } = await client.query<SealRow>(sealedPage, [after]);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    after = last.position;
  }
}
