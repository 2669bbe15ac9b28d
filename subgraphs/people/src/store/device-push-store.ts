import { runSqlIn } from '@alert-button/platform/database/open-database.ts';
import { UnreadableError } from '@alert-button/platform/keys.ts';
import type { Address } from '@alert-button/platform/messages/channel.ts';
import { settleMessages } from '@alert-button/platform/messages/queue.ts';
import type { PushSubscription } from '../domain/contact-address.ts';
import type { Transaction } from './database.ts';
import type { OpenText, PersonKeys } from './person-keys.ts';
import type { LogTransaction } from './telling-store.ts';

const placeOf = (deviceId: string) => ({
  table: 'device_push',
  column: 'sealed_push',
  row: deviceId,
});

/** In the queue, what wakes one device. */
export const wakingSubject = (deviceId: string): string => `wake:${deviceId}`;

/** Stores where a device is woken, sealed. */
export async function saveDevicePush(
  transaction: Transaction,
  keys: PersonKeys,
  personId: string,
  deviceId: string,
  push: PushSubscription,
): Promise<void> {
  const seal = await keys.sealer(transaction, personId);
  const sealedPush = Uint8Array.from(seal(JSON.stringify(push), placeOf(deviceId)));
  await transaction.$executeRaw`
    insert into device_push (device_id, sealed_push) values (${deviceId}::uuid, ${sealedPush})
    on conflict (device_id) do update
      set sealed_push = excluded.sealed_push, set_at = clock_timestamp()`;
}

/** The device is woken no more; what waits to be sent to it is not sent. */
export async function removeDevicePush(transaction: Transaction, deviceId: string): Promise<void> {
  await transaction.devicePush.deleteMany({ where: { deviceId } });
  await settleMessages(runSqlIn(transaction), wakingSubject(deviceId), deviceId);
}

/** A device with a new key is another row, and the same telephone. */
export async function moveDevicePush(
  transaction: Transaction,
  keys: PersonKeys,
  personId: string,
  oldDeviceId: string,
  newDeviceId: string,
): Promise<void> {
  const row = await transaction.devicePush.findUnique({ where: { deviceId: oldDeviceId } });
  if (row === null) return;
  const stored = await transaction.personKey.findUnique({ where: { personId } });
  const push = await openPush(keys.opener(personId, stored), oldDeviceId, row.sealedPush);
  if (push !== null) await saveDevicePush(transaction, keys, personId, newDeviceId, push);
}

/** Null when the person's key is gone. */
async function openPush(
  open: OpenText,
  deviceId: string,
  sealed: Uint8Array,
): Promise<PushSubscription | null> {
  try {
    return JSON.parse(await open(sealed, placeOf(deviceId))) as PushSubscription;
  } catch (error) {
    if (error instanceof UnreadableError) return null;
    throw error;
  }
}

/** A device that can be woken. */
export interface WakeableDevice {
  readonly id: string;
  /** None when it cannot be read any more. */
  readonly addresses: readonly Address[];
}

interface WakeableRow {
  readonly device_id: string;
  readonly sealed_push: Buffer;
  readonly key_id: string | null;
  readonly wrapped: Buffer | null;
}

/**
 * The devices of a person that are in use and can be woken. Until the transaction ends none of them
 * can be revoked, so a revocation finds what was queued meanwhile and drops it.
 */
export async function lockWakeable(
  transaction: LogTransaction,
  keys: PersonKeys,
  personId: string,
): Promise<readonly WakeableDevice[]> {
  await transaction.query('select 1 from person where id = $1::uuid for share', [personId]);
  const { rows } = await transaction.query<WakeableRow>(
    `select push.device_id, push.sealed_push, key.key_id, key.wrapped
     from device join device_push push on push.device_id = device.id
     left join person_key key on key.person_id = device.person_id
     where device.person_id = $1::uuid and device.revoked_at is null
     order by push.device_id`,
    [personId],
  );
  const [first] = rows;
  if (first === undefined) return [];
  const { key_id: keyId, wrapped } = first;
  const open = keys.opener(
    personId,
    keyId === null || wrapped === null ? null : { keyId, wrapped },
  );
  return Promise.all(
    rows.map(async ({ device_id: id, sealed_push: sealed }) => {
      const push = await openPush(open, id, sealed);
      return { id, addresses: push === null ? [] : [{ kind: 'WEB_PUSH' as const, ...push }] };
    }),
  );
}
