import type { SealedPlace } from '@alert-button/platform/keys.ts';
import type { Transaction } from './database.ts';
import type { PersonKeys } from './person-keys.ts';

/** A device that a trusted contact may shut out. */
export interface TrustedDevice {
  readonly id: string;
  readonly thumbprint: string;
  /** What the person wants it called before this contact, if anything. Rejects with `UnreadableError`. */
  readonly label: () => Promise<string | null>;
}

export interface NewTrust {
  readonly deviceId: string;
  readonly label: string | null;
}

const placeOf = (contactId: string, deviceId: string): SealedPlace => ({
  table: 'contact_device',
  column: 'sealed_label',
  row: `${contactId}/${deviceId}`,
});

/** Those of the person's devices in use that the contact may shut out, oldest first. */
export async function findTrustedDevices(
  transaction: Transaction,
  keys: PersonKeys,
  personId: string,
  contactId: string,
): Promise<TrustedDevice[]> {
  const rows = await transaction.contactDevice.findMany({
    where: { contactId, device: { personId, revokedAt: null } },
    orderBy: [{ device: { createdAt: 'asc' } }, { deviceId: 'asc' }],
    include: { device: true },
  });
  const stored = await transaction.personKey.findUnique({ where: { personId } });
  const open = keys.opener(personId, stored);
  return rows.map(({ deviceId, sealedLabel, device: { thumbprint } }) => ({
    id: deviceId,
    thumbprint,
    label: async () =>
      sealedLabel === null ? null : open(sealedLabel, placeOf(contactId, deviceId)),
  }));
}

/** The devices the contact may shut out from now on; none ends the trust. */
export async function saveTrust(
  transaction: Transaction,
  keys: PersonKeys,
  personId: string,
  contactId: string,
  trusted: readonly NewTrust[],
): Promise<void> {
  await transaction.contactDevice.deleteMany({ where: { contactId } });
  if (trusted.length === 0) return;
  const seal = await keys.sealer(transaction, personId);
  await transaction.contactDevice.createMany({
    data: trusted.map(({ deviceId, label }) => ({
      contactId,
      deviceId,
      sealedLabel:
        label === null ? null : Uint8Array.from(seal(label, placeOf(contactId, deviceId))),
    })),
  });
}

/** A device with a new key is another row; whoever may shut out the old one may shut out that. */
export async function moveTrust(
  transaction: Transaction,
  keys: PersonKeys,
  personId: string,
  oldDeviceId: string,
  newDeviceId: string,
): Promise<void> {
  const rows = await transaction.contactDevice.findMany({ where: { deviceId: oldDeviceId } });
  if (rows.length === 0) return;
  const open = keys.opener(
    personId,
    await transaction.personKey.findUnique({ where: { personId } }),
  );
  const seal = await keys.sealer(transaction, personId);
  for (const { contactId, sealedLabel } of rows) {
    const label =
      sealedLabel === null
        ? null
        : await open(sealedLabel, placeOf(contactId, oldDeviceId)).catch(() => null);
    await transaction.contactDevice.create({
      data: {
        contactId,
        deviceId: newDeviceId,
        sealedLabel:
          label === null ? null : Uint8Array.from(seal(label, placeOf(contactId, newDeviceId))),
      },
    });
  }
}
