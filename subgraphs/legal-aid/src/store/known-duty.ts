import type { PoolClient } from 'pg';
import type { LoggedEvent } from '@alert-button/platform/event-log/event-log.ts';
import type { Transaction } from './database.ts';

/**
 * Takes over who is on duty at a desk, in the transaction that moves the cursor of consulates' log.
 * What is there from a later event stays.
 */
export async function applyDutyEvent(
  transaction: PoolClient,
  { kind, payload, position }: LoggedEvent,
): Promise<void> {
  if (kind !== 'DUTY_PUBLISHED') return;
  const { deskId, shifts } = payload as {
    readonly deskId: string;
    readonly shifts: readonly object[];
  };
  await transaction.query(
    `insert into known_duty (desk_id, shifts, position) values ($1, $2::jsonb, $3)
     on conflict (desk_id) do update set shifts = excluded.shifts, position = excluded.position
     where known_duty.position < excluded.position`,
    [deskId, JSON.stringify(shifts), position],
  );
}

/** Whether an officer has a shift at that desk at that moment. */
export async function isOnDuty(
  transaction: Transaction,
  deskId: string,
  officerId: string,
  at: Date,
): Promise<boolean> {
  const rows = await transaction.$queryRawUnsafe<unknown[]>(
    `select 1 as found from known_duty, jsonb_to_recordset(shifts)
       as shift ("officerId" text, "startsAt" timestamptz, "endsAt" timestamptz)
     where desk_id = $1::uuid and "officerId" = $2
       and "startsAt" <= $3::timestamptz and $3::timestamptz < "endsAt" limit 1`,
    deskId,
    officerId,
    at,
  );
  return rows.length > 0;
}
