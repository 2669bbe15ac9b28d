import type { Sealer } from '@alert-button/platform/keys.ts';

/** Longer than any number of E.164, so that the ciphertext does not tell the country by its length. */
const paddedLength = 32;

const placeOf = (alertId: string) => ({
  table: 'alert',
  column: 'sealed_callback_phone',
  row: alertId,
});

export const sealPhone = (sealer: Sealer, alertId: string, phone: string): Promise<Buffer> =>
  sealer.seal(Buffer.from(phone.padEnd(paddedLength)), placeOf(alertId));

/** @throws UnreadableError when the key is gone or the value was moved or altered. */
export async function openPhone(
  sealer: Sealer,
  alertId: string,
  sealed: Uint8Array,
): Promise<string> {
  const plain = await sealer.open(Buffer.from(sealed), placeOf(alertId));
  return plain.toString().trimEnd();
}
