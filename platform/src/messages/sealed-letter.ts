import type { Sealer } from '../keys.ts';
import type { Address, OutgoingMessage } from './channel.ts';

/** What is written, and to which addresses, in their order. */
export interface Letter {
  readonly content: Omit<OutgoingMessage, 'id'>;
  readonly addresses: readonly Address[];
}

const placeOf = (messageId: string) => ({ table: 'message', column: 'sealed', row: messageId });

export function sealLetter(sealer: Sealer, messageId: string, letter: Letter): Promise<Buffer> {
  return sealer.seal(Buffer.from(JSON.stringify(letter)), placeOf(messageId));
}

/** Throws `UnreadableError`. */
export async function openLetter(
  sealer: Sealer,
  messageId: string,
  sealed: Buffer,
): Promise<Letter> {
  return JSON.parse((await sealer.open(sealed, placeOf(messageId))).toString()) as Letter;
}
