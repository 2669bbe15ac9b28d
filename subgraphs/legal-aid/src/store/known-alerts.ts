import type { PoolClient } from 'pg';
import type { LoggedEvent } from '@alert-button/platform/event-log/event-log.ts';
import type { KnownAlert } from '../domain/matter.ts';
import type { Database, Transaction } from './database.ts';

/** As much as is read of what alerts' log says. */
interface AlertPayload {
  readonly alertId: string;
  readonly personId: string;
  readonly deskId: string;
  readonly status: string;
  readonly isDrill?: boolean;
  /** Absent in older events, which are all LIVE. */
  readonly environment?: string;
  /** What the phone shows of it; null when it stays between the desks. */
  readonly person?: { readonly status: string } | null;
}

/**
 * Takes over how an alert stands, in the transaction that moves the cursor of alerts' log. Drills and
 * the sandbox have no matters, so nothing is kept of them.
 */
export async function applyAlertEvent(
  transaction: PoolClient,
  { payload, version }: LoggedEvent,
): Promise<void> {
  const { alertId, personId, deskId, status, ...rest } = payload as AlertPayload;
  const { isDrill = false, environment = 'LIVE', person = null } = rest;
  if (environment !== 'LIVE' || isDrill) return;
  await transaction.query(
    `insert into known_alert (id, person_id, desk_id, status, shown_status, version)
     values ($1, $2, $3, $4, coalesce($5, 'UNKNOWN'), $6)
     on conflict (id) do update set desk_id = excluded.desk_id, status = excluded.status,
       shown_status = coalesce($5, known_alert.shown_status), version = excluded.version,
       heard_at = clock_timestamp()
     where known_alert.version < excluded.version`,
    [alertId, personId, deskId, status, person?.status ?? null, version],
  );
}

type Reader = Pick<Database, 'prisma'> | { readonly prisma: Transaction };

export async function findKnownAlert({ prisma }: Reader, id: string): Promise<KnownAlert | null> {
  return prisma.knownAlert.findUnique({ where: { id } });
}

/** Whether something of an alert could not be applied: until it is replayed, the rest may be wrong. */
export async function isPartlyUnread({ prisma }: Reader, id: string): Promise<boolean> {
  const unread = { subjectId: id, replayedAt: null };
  return (await prisma.deadLetter.findFirst({ where: unread })) !== null;
}

/** Forgets alerts that have ended long ago and of which no matter came. */
export async function forgetAlerts({ pool }: Database, days: number): Promise<void> {
  await pool.query(
    `delete from known_alert
     where status in ('RESOLVED', 'CANCELLED')
       and heard_at < clock_timestamp() - make_interval(days => $1::integer)
       and not exists (select from matter where alert_id = known_alert.id)`,
    [days],
  );
}
