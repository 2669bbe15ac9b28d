import { createHmac } from 'node:crypto';
import type { NamedKey } from '@alert-button/platform/env.ts';

/**
 * The id of whoever writes from a number that nobody has proved: the same for the same number, so
 * that a second message joins the first one's alert, with nothing stored and nobody asked. Without
 * the key no number can be found by its id (a UUID of version 8, RFC 9562 section 5.8).
 */
export function texterId(key: NamedKey, from: string): string {
  const hash = createHmac('sha256', key.secret).update(`texter/${from}`).digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x80, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
