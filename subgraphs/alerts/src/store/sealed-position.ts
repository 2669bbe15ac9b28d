import type { Sealer } from '@alert-button/platform/keys.ts';
import type { Position } from '../domain/alert.ts';

export interface ExactPosition extends Position {
  /** When the server got it. */
  readonly at: Date;
}

const placeOf = (alertId: string) => ({ table: 'alert', column: 'sealed_position', row: alertId });

export function sealPosition(
  sealer: Sealer,
  alertId: string,
  position: Position,
  at: Date,
): Promise<Buffer> {
  const { latitude, longitude, accuracyMeters } = position;
  const plain = JSON.stringify([latitude, longitude, accuracyMeters, at.getTime()]);
  // Padded to one length, so that the ciphertext does not tell how precise the fix was.
  return sealer.seal(Buffer.from(plain.padEnd(96)), placeOf(alertId));
}

/** @throws UnreadableError when the key is gone or the value was moved or altered. */
export async function openPosition(
  sealer: Sealer,
  alertId: string,
  sealed: Uint8Array,
): Promise<ExactPosition> {
  const plain = await sealer.open(Buffer.from(sealed), placeOf(alertId));
  const [latitude, longitude, accuracyMeters, at] = JSON.parse(plain.toString()) as [
    number,
    number,
    number | null,
    number,
  ];
  return { latitude, longitude, accuracyMeters, at: new Date(at) };
}
