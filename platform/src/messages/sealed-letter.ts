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

const wordsOf = (messageId: string) => ({
  table: 'message',
  column: 'sealed_words',
  row: messageId,
});

/** The words alone, of a message that goes nowhere. */
export function sealWords(
  sealer: Sealer,
  messageId: string,
  content: Letter['content'],
): Promise<Buffer> {
  return sealer.seal(Buffer.from(JSON.stringify(content)), wordsOf(messageId));
}

/** Throws `UnreadableError`. */
export async function openWords(
  sealer: Sealer,
  messageId: string,
  sealed: Buffer,
): Promise<Letter['content']> {
  return JSON.parse(
    (await sealer.open(sealed, wordsOf(messageId))).toString(),
  ) as Letter['content'];
}

/** Throws `UnreadableError`. */
export async function openLetter(
  sealer: Sealer,
  messageId: string,
  sealed: Buffer,
): Promise<Letter> {
  return JSON.parse((await sealer.open(sealed, placeOf(messageId))).toString()) as Letter;
}
