import type { DeviceKey } from '../domain/device-key.ts';
import type { Device } from '../domain/device.ts';
import type { Device as DeviceRow } from './_generated/client.ts';
import type { Database, Transaction } from './database.ts';
import { removeDevicePush } from './device-push-store.ts';
import type { OpenText, PersonKeys } from './person-keys.ts';

/** A device as stored; what its person calls it is opened only when it is asked for. */
export interface DeviceRecord extends Device {
  readonly thumbprint: string;
  /** Rejects with `UnreadableError`. */
  readonly label: () => Promise<string | null>;
}

/** Whose device it is. */
export interface KnownDevice {
  readonly id: string;
  readonly personId: string;
}

const placeOf = (deviceId: string) => ({
  table: 'device',
  column: 'sealed_label',
  row: deviceId,
});

type StoredDevice = DeviceRow & { readonly push: object | null };

function toRecord(row: StoredDevice, open: OpenText): DeviceRecord {
  const { id, thumbprint, createdAt, revokedAt, sealedLabel, isRevokedByContact } = row;
  return {
    id,
    thumbprint,
    createdAt,
    isRevoked: revokedAt !== null,
    isRevokedByContact,
    hasPush: row.push !== null,
    label: async () => (sealedLabel === null ? null : open(sealedLabel, placeOf(id))),
  };
}

/**
 * The device with this key, or null. Until the transaction ends, nobody else gets an answer about
 * the same key: of two enrolments at once, the second finds what the first made.
 */
export async function lockDevice(
  transaction: Transaction,
  thumbprint: string,
): Promise<KnownDevice | null> {
  await transaction.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${thumbprint}, 0))`;
  const row = await transaction.device.findUnique({ where: { thumbprint } });
  return row === null ? null : { id: row.id, personId: row.personId };
}

/** Whether the person has this key in use; asked before every act of theirs. */
export async function hasDeviceInUse(
  transaction: Transaction,
  personId: string,
  thumbprint: string,
): Promise<boolean> {
  const where = { personId, thumbprint, revokedAt: null };
  return (await transaction.device.count({ where })) > 0;
}

export async function countDevicesInUse(
  transaction: Transaction,
  personId: string,
): Promise<number> {
  return transaction.device.count({ where: { personId, revokedAt: null } });
}

/** Stores a new device of the person and gives its id. */
export async function insertDevice(
  transaction: Transaction,
  personId: string,
  thumbprint: string,
  { x, y }: DeviceKey,
): Promise<string> {
  const publicKey = { kty: 'EC', crv: 'P-256', x, y };
  const id = crypto.randomUUID();
  await transaction.device.create({ data: { id, personId, thumbprint, publicKey } });
  return id;
}

/** Stores what the person calls the device, sealed. */
export async function saveDeviceLabel(
  transaction: Transaction,
  keys: PersonKeys,
  personId: string,
  deviceId: string,
  label: string,
): Promise<void> {
  const seal = await keys.sealer(transaction, personId);
  const sealedLabel = Uint8Array.from(seal(label, placeOf(deviceId)));
  await transaction.device.update({ where: { id: deviceId }, data: { sealedLabel } });
}

/** The person's devices, oldest first, those that were revoked too. */
export async function findDevices(
  { prisma }: Pick<Database, 'prisma'> | { readonly prisma: Transaction },
  keys: PersonKeys,
  personId: string,
): Promise<DeviceRecord[]> {
  const rows = await prisma.device.findMany({
    where: { personId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    include: { push: { select: { deviceId: true } }, person: { include: { key: true } } },
  });
  const open = keys.opener(personId, rows[0]?.person.key ?? null);
  return rows.map((row) => toRecord(row, open));
}

/** Ends a device's use, and that it is woken; false when it was ended before. */
export async function endDevice(
  transaction: Transaction,
  deviceId: string,
  by: 'PERSON' | 'CONTACT' = 'PERSON',
): Promise<boolean> {
  const ended = await transaction.$executeRaw`
    update device set revoked_at = clock_timestamp(), is_revoked_by_contact = ${by === 'CONTACT'}
    where id = ${deviceId}::uuid and revoked_at is null`;
  await removeDevicePush(transaction, deviceId);
  return ended === 1;
}

/**
 * Keys that may not be let in although their certificates are good. Certificates last 365 days
 * and a revoked device gets no new one, so later nothing is left to be refused.
 */
export async function revokedDeviceThumbprints({ pool }: Database): Promise<string[]> {
  const { rows } = await pool.query<{ thumbprint: string }>(
    `select thumbprint from device where revoked_at > clock_timestamp() - interval '366 days'`,
  );
  return rows.map(({ thumbprint }) => thumbprint);
}
