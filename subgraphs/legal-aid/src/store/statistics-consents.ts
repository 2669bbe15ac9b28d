import type { PoolClient } from 'pg';
import type { LoggedEvent } from '@alert-button/platform/event-log/event-log.ts';

/**
 * Takes over who agreed that their case counts in published figures, in the transaction that moves
 * the cursor of people's log. What is there from a later event stays.
 */
export async function applyConsentEvent(
  transaction: PoolClient,
  { kind, payload, position }: LoggedEvent,
): Promise<void> {
  if (kind !== 'CONSENT_GRANTED' && kind !== 'CONSENT_WITHDRAWN') return;
  const { personId, purpose } = payload as { readonly personId: string; readonly purpose: string };
  if (purpose !== 'STATISTICS') return;
  await transaction.query(
    `insert into statistics_consent (person_id, is_granted, position) values ($1, $2, $3)
     on conflict (person_id) do update
     set is_granted = excluded.is_granted, position = excluded.position
     where statistics_consent.position < excluded.position`,
    [personId, kind === 'CONSENT_GRANTED', position],
  );
}

/**
 * A condition in SQL on a person's id: they agree now. A withdrawal that could not be applied may have
 * been this one, so until it is replayed they do not.
 */
export const agreesToStatistics = (personId: string): string => `(
  exists (select from statistics_consent where person_id = ${personId} and is_granted)
  and not exists (select from dead_letter where kind = 'CONSENT_WITHDRAWN'
    and subject_id = ${personId}::text and replayed_at is null))`;
