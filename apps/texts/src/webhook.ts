import { createHmac, timingSafeEqual } from 'node:crypto';
import type { NamedKey } from '@alert-button/platform/env.ts';

/** How far the time of a message may be from ours. */
export const windowSeconds = 300;

/** What a provider sends with a message: Standard Webhooks. */
export interface SignedHeaders {
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: string;
  /** `v1,<base64>`, or several with spaces between them while keys change. */
  readonly signature: string;
}

/** The signature of a body under a key: HMAC-SHA-256 over `id.timestamp.body`. */
export const signatureOf = (key: Buffer, id: string, timestamp: string, body: Buffer): Buffer =>
  createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();

const version = 'v1,';
const mostSignatures = 8;

/**
 * Whether the body was signed, just now, under one of the keys. Every key is tried with every
 * signature, whichever fits.
 */
export function isSigned(
  keys: readonly NamedKey[],
  { id, timestamp, signature }: SignedHeaders,
  body: Buffer,
  now: Date,
): boolean {
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > windowSeconds) return false;
  const given = signature
    .split(' ', mostSignatures)
    .filter((part) => part.startsWith(version))
    .map((part) => Buffer.from(part.slice(version.length), 'base64'));
  let isFound = false;
  for (const { secret } of keys) {
    const expected = signatureOf(secret, id, timestamp, body);
    for (const one of given) {
      if (one.length === expected.length && timingSafeEqual(one, expected)) isFound = true;
    }
  }
  return isFound;
}

/** A text message, as a provider hands it in. */
export interface IncomingText {
  /** The provider's, the same whenever it hands the message in. */
  readonly id: string;
  /** The number it came from. */
  readonly from: string;
  readonly text: string;
}

const longestId = 200;
const longestNumber = 40;
/** A long message is cut rather than refused: somebody may be asking for help in it. */
const mostCharacters = 2000;

const isText = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value !== '' && value.length <= most;

/** Reads a signed body, or null when it is none of ours. Fields that are not known are left alone. */
export function readIncomingText(body: Buffer): IncomingText | null {
  let json: unknown;
  try {
    json = JSON.parse(body.toString());
  } catch {
    return null;
  }
  if (typeof json !== 'object' || json === null) return null;
  const { id, from, text } = json as Record<string, unknown>;
  if (!isText(id, longestId) || !isText(from, longestNumber) || typeof text !== 'string') {
    return null;
  }
  return { id, from: from.trim(), text: text.slice(0, mostCharacters).toWellFormed() };
}
