import type { PoolClient } from 'pg';
import type { Sealer } from '@alert-button/platform/keys.ts';
import type { Address } from '@alert-button/platform/messages/channel.ts';
import type { PageLanguage } from '../domain/page-text.ts';
import { openAddress } from './officer-channels.ts';

/*
 * What the pager reads, in the transaction that moves its cursor: the plan, the roster and the
 * channels as they are when it pages.
 */

export interface DutyDesk {
  readonly deskId: string;
  readonly deskCode: string;
  /** Null where the plan has changed since the officer was called. */
  readonly shiftId: string | null;
}

/**
 * For which of the called desks an officer is called: where they are on duty at that moment, or else
 * on the roster; null when they have left all of these.
 *
 * @param deskIds the responsible one first.
 */
export async function findDutyDesk(
  transaction: PoolClient,
  officerId: string,
  deskIds: readonly string[],
  at: Date,
): Promise<DutyDesk | null> {
  const { rows } = await transaction.query<DutyDesk>(
    `select desk.id as "deskId", desk.code as "deskCode", shift.id as "shiftId"
     from roster_member member
     join desk on desk.id = member.desk_id
     left join duty_shift shift on shift.desk_id = desk.id
       and shift.officer_id = member.officer_id and shift.starts_at <= $3 and $3 < shift.ends_at
     where member.officer_id = $1 and desk.id = any ($2::uuid[])
     order by shift.id is null, array_position($2::uuid[], desk.id) limit 1`,
    [officerId, [...deskIds], at],
  );
  return rows[0] ?? null;
}

interface ChannelRow {
  readonly id: string;
  readonly sealedAddress: Buffer;
  readonly isChosen: boolean;
}

/**
 * Where an officer is reached, in the order in which it is tried: as chosen for the shift, or else in
 * general. An address that cannot be opened is left out, so that it holds up no other.
 */
export async function readAddresses(
  transaction: PoolClient,
  sealer: Sealer,
  officerId: string,
  shiftId: string | null,
): Promise<Address[]> {
  const { rows } = await transaction.query<ChannelRow>(
    `select channel.id, sealed_address as "sealedAddress", chosen.place is not null as "isChosen"
     from officer_channel channel
     left join shift_channel chosen on chosen.channel_id = channel.id and chosen.shift_id = $2
     where officer_id = $1 order by chosen.place, channel.place, added_at`,
    [officerId, shiftId],
  );
  const chosen = rows.filter(({ isChosen }) => isChosen);
  const opened = await Promise.all(
    (chosen.length > 0 ? chosen : rows).map(({ id, sealedAddress }) =>
      openAddress(sealer, id, sealedAddress),
    ),
  );
  return opened.filter((address) => address !== null);
}

/** In which language an officer is paged. */
export async function languageOf(
  transaction: PoolClient,
  officerId: string,
): Promise<PageLanguage> {
  const { rows } = await transaction.query<{ language: PageLanguage }>(
    'select language from officer_language where officer_id = $1',
    [officerId],
  );
  return rows[0]?.language ?? 'es';
}

/** Whether a moment of another database's clock is no longer ago than that, by this one's. */
export async function isWithin(
  transaction: PoolClient,
  at: Date,
  seconds: number,
): Promise<boolean> {
  const { rows } = await transaction.query<{ isWithin: boolean }>(
    `select $1::timestamptz > clock_timestamp() - make_interval(secs => $2::integer) as "isWithin"`,
    [at, seconds],
  );
  return rows[0]?.isWithin === true;
}

/** When something that begins now ends, by the database's clock. */
export async function hoursFromNow(transaction: PoolClient, hours: number): Promise<Date> {
  const { rows } = await transaction.query<{ at: Date }>(
    'select clock_timestamp() + make_interval(hours => $1::integer) as at',
    [hours],
  );
  const at = rows[0]?.at;
  if (at === undefined) throw new Error('The database does not know the time');
  return at;
}
