import { argon2, type Argon2Parameters } from 'node:crypto';
import { promisify } from 'node:util';
import type { NamedKey } from './env.ts';

/** Of what is compared instead of a PIN. */
export type HashPin = (pin: string, personId: string, salt: Uint8Array) => Promise<Buffer>;

const argon2id = promisify((parameters: Argon2Parameters, done: Parameters<typeof argon2>[2]) =>
  argon2('argon2id', parameters, done),
);

/** OWASP's third choice for Argon2id: some 30 ms. */
const cost = { memory: 12 * 1024, passes: 3, parallelism: 1, tagLength: 32 };

/**
 * Hashes PINs with Argon2id (RFC 9106) under a key that is in no database: a few digits alone are
 * tried out in moments, at whatever cost. One at a time, since the threads that do it also verify
 * who asks, and a crowd that cancels must not keep presses waiting.
 */
export function createPinHasher(key: NamedKey): HashPin {
  let last: Promise<unknown> = Promise.resolve();
  return (pin, personId, salt) => {
    const parameters = { ...cost, message: pin, nonce: salt, secret: key.secret };
    const hash = last.then(() => argon2id({ ...parameters, associatedData: personId }));
    last = hash.catch(() => undefined);
    return hash;
  };
}
