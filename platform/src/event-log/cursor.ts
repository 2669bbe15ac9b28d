import { createHmac, timingSafeEqual } from 'node:crypto';
import type { NamedKey } from '../env.ts';

/** Enough for a million events a second for thirty years. */
const digits = 15;
const tagCharacters = 11;

export interface CursorCodec {
  encode(feed: string, position: number): string;
  /** The position, or null when the cursor is malformed, altered, or of another feed. */
  decode(feed: string, cursor: string): number | null;
}

/**
 * Cursors are a position with a tag that binds it to its feed: a client can neither make one up
 * nor use one elsewhere. The position has a fixed width and comes first, so cursors of one feed
 * sort as plain strings in the order of the log.
 */
export function createCursorCodec(key: NamedKey): CursorCodec {
  const tagOf = (feed: string, position: string) =>
    createHmac('sha256', key.secret)
      .update(`${feed}\n${position}`)
      .digest('base64url')
      .slice(0, tagCharacters);
  const encode = (feed: string, position: number) => {
    const padded = String(position).padStart(digits, '0');
    return `${padded}-${tagOf(feed, padded)}`;
  };
  return {
    encode,
    decode(feed, cursor) {
      const padded = cursor.slice(0, digits);
      if (!/^\d{15}$/.test(padded)) return null;
      const expected = Buffer.from(encode(feed, Number(padded)));
      const given = Buffer.from(cursor);
      const isSame = given.length === expected.length && timingSafeEqual(given, expected);
      return isSame ? Number(padded) : null;
    },
  };
}
