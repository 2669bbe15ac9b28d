import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Sealer } from '@alert-button/platform/keys.ts';
import type { PinMeaning } from '../domain/cancel-pin.ts';
import type { Database } from './database.ts';
import type { Actor } from './save-act.ts';

/** A hash and what it means to know what was hashed. */
export interface PinSlot {
  readonly hash: Uint8Array;
  readonly meaning: PinMeaning;
}

/** As many as there are: those that no PIN fills are filled at random. */
export type PinSlots = readonly [PinSlot, PinSlot, PinSlot];

export interface CancelPins {
  /** One for all of them, so that one hash of what was typed is compared with each. */
  readonly salt: Uint8Array;
  readonly slots: PinSlots;
}

const saltBytes = 16;
const hashBytes = 32;
const meanings: readonly PinMeaning[] = ['WISH', 'DURESS'];

export const newSalt = (): Uint8Array => randomBytes(saltBytes);

/** What nobody can have typed. It means as little as it can be found. */
export const emptySlot = (meaning: PinMeaning): PinSlot => ({
  hash: randomBytes(hashBytes),
  meaning,
});

/**
 * What it means to have typed that; null when it is none of them. Looks at each, whichever it is.
 * Where one PIN stands for both, it is duress: that errs on the side of help.
 */
export function meaningOf({ slots }: CancelPins, hash: Uint8Array): PinMeaning | null {
  const found = slots.map((slot) => (timingSafeEqual(slot.hash, hash) ? slot.meaning : null));
  if (found.includes('DURESS')) return 'DURESS';
  return found.includes('WISH') ? 'WISH' : null;
}

const placeOf = (personId: string) => ({
  table: 'cancel_pin',
  column: 'sealed_pins',
  row: personId,
});

function seal(sealer: Sealer, personId: string, { salt, slots }: CancelPins): Promise<Buffer> {
  const parts = slots.map(({ hash, meaning }) =>
    Buffer.concat([hash, Buffer.from([meanings.indexOf(meaning)])]),
  );
  return sealer.seal(Buffer.concat([salt, ...parts]), placeOf(personId));
}

/** @throws UnreadableError when the key is gone or the value was moved or altered. */
export async function openPins(
  sealer: Sealer,
  personId: string,
  sealed: Uint8Array,
): Promise<CancelPins> {
  const plain = await sealer.open(Buffer.from(sealed), placeOf(personId));
  const slot = (index: number): PinSlot => {
    const at = saltBytes + index * (hashBytes + 1);
    const meaning = meanings[plain[at + hashBytes] ?? -1];
    if (meaning === undefined) throw new Error('A sealed PIN has no meaning');
    return { hash: plain.subarray(at, at + hashBytes), meaning };
  };
  return { salt: plain.subarray(0, saltBytes), slots: [slot(0), slot(1), slot(2)] };
}

export async function hasPins({ prisma }: Database, personId: string): Promise<boolean> {
  return (await prisma.cancelPin.count({ where: { personId } })) > 0;
}

/** After so many wrong tries each further one is followed by a pause, twice as long as the last. */
const freeTries = 5;
const firstPauseSeconds = 60;
const longestPauseSeconds = 3600;

/** What stands there to try on: nothing was set, it is too early to try again, or the sealed PINs. */
export type PinTry = 'NONE' | 'TOO_EARLY' | Uint8Array;

/**
 * Counts a try as wrong before it is looked at, so that many at once are counted too, and leaves an
 * audit entry in the same statement. `forgetTries` follows when it was right, in whichever sense.
 */
export async function takeTry(
  { pool }: Database,
  personId: string,
  actor: Actor,
  action: string,
): Promise<PinTry> {
  const { rows } = await pool.query<{ is_set: boolean; sealed_pins: Buffer | null }>({
    name: 'take-pin-try',
    text: `
      with tried as (
        update cancel_pin set wrong_tries = wrong_tries + 1,
          next_try_at = case when wrong_tries + 1 >= $2 then clock_timestamp() + make_interval(
            secs => least($4, $3 * 2 ^ least(wrong_tries + 1 - $2, 20))) end
        where person_id = $1 and (next_try_at is null or next_try_at <= clock_timestamp())
        returning sealed_pins
      ), audited as (
        insert into audit_entry (actor_kind, actor_id, action, subject_id, request_id, facts)
        select $5, $6, 'tryCancelPin', $1::text, $7, jsonb_build_object('for', $8::text) from tried
      )
      select exists (select from cancel_pin where person_id = $1) as is_set,
        (select sealed_pins from tried) as sealed_pins`,
    values: [
      personId,
      freeTries,
      firstPauseSeconds,
      longestPauseSeconds,
      actor.kind,
      actor.id,
      actor.requestId,
      action,
    ],
  });
  const [row] = rows;
  if (row?.is_set !== true) return 'NONE';
  return row.sealed_pins ?? 'TOO_EARLY';
}

export async function forgetTries({ pool }: Database, personId: string): Promise<void> {
  await pool.query({
    name: 'forget-pin-tries',
    text: 'update cancel_pin set wrong_tries = 0, next_try_at = null where person_id = $1',
    values: [personId],
  });
}

export interface SavePins {
  readonly personId: string;
  readonly pins: CancelPins;
  /** What it replaces, as it was read; null for nothing. */
  readonly replaces: Uint8Array | null;
  readonly actor: Actor;
}

/**
 * Stores the PINs and an audit entry in one statement.
 *
 * @returns False when what stands there is not what these were decided on.
 */
export async function savePins(
  { pool }: Database,
  sealer: Sealer,
  { personId, pins, replaces, actor }: SavePins,
): Promise<boolean> {
  const { rows } = await pool.query({
    name: replaces === null ? 'insert-pins' : 'replace-pins',
    text: `
      with saved as (
        ${
          replaces === null
            ? `insert into cancel_pin (person_id, sealed_pins)
               select $1::uuid, $2 where $3::bytea is null on conflict do nothing`
            : `update cancel_pin set sealed_pins = $2, wrong_tries = 0, next_try_at = null
               where person_id = $1 and sealed_pins = $3`
        }
        returning person_id
      ), audited as (
        insert into audit_entry (actor_kind, actor_id, action, subject_id, request_id)
        select $4, $5, 'setCancelPins', person_id::text, $6 from saved
      )
      select from saved`,
    values: [
      personId,
      await seal(sealer, personId, pins),
      replaces,
      actor.kind,
      actor.id,
      actor.requestId,
    ],
  });
  return rows.length === 1;
}
