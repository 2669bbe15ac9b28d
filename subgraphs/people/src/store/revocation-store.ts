import { appendEvent } from '@alert-button/platform/event-log/append.ts';
import type { Revocation, Subject } from '../domain/revocation.ts';
import { revocationEvent, revocationFeed } from '../events.ts';
import { runSqlIn } from '@alert-button/platform/database/open-database.ts';
import type { Database, Transaction } from './database.ts';

/**
 * Shuts somebody out of the gateway from `effectiveAt` on, or with null lets them in again: part
 * of the act's transaction, told to every gateway after its COMMIT (call `announce`). Open
 * sockets and streams of theirs are closed at that moment.
 *
 *     await setRevocation(transaction, { kind: 'DEVICE', id: thumbprint }, new Date());
 */
export async function setRevocation(
  transaction: Transaction,
  subject: Subject,
  effectiveAt: Date | null,
): Promise<void> {
  const rows = await transaction.$queryRaw<{ version: number }[]>`
    insert into revocation (kind, subject_id, effective_at)
    values (${subject.kind}, ${subject.id}, ${effectiveAt}::timestamptz)
    on conflict (kind, subject_id) do update
      set effective_at = excluded.effective_at, version = revocation.version + 1
    returning version`;
  const version = rows[0]?.version ?? 1;
  await appendEvent(runSqlIn(transaction), revocationEvent(subject, version));
}

const columns = `kind, subject_id as id, case when effective_at is not null then
  greatest(0, ceil(extract(epoch from effective_at - clock_timestamp()) * 1000))::float8
  end as "inMilliseconds"`;

/** Everyone who is shut out, or will be. */
export async function listRevocations(database: Database): Promise<Revocation[]> {
  const { rows } = await database.pool.query<Revocation>(
    `select ${columns} from revocation where effective_at is not null`,
  );
  return rows;
}

/** Those about whom something changed after a position of the log, as it is now. */
export async function listRevocationsSince(
  database: Database,
  position: number,
): Promise<Revocation[]> {
  const { rows } = await database.pool.query<Revocation>(
    `select ${columns} from revocation
     where (kind, subject_id) in (
       select split_part(event.subject_id, ':', 1),
         substr(event.subject_id, strpos(event.subject_id, ':') + 1)
       from feed_entry join event on event.id = feed_entry.event_id
       where feed_entry.feed = $1 and feed_entry.position > $2)`,
    [revocationFeed, position],
  );
  return rows;
}
