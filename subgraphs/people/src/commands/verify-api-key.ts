import { timingSafeEqual } from 'node:crypto';
import type { Log } from '@alert-button/platform/log.ts';
import type { Organisation } from '@alert-button/platform/viewer.ts';
import { isUsable, parseToken } from '../domain/api-key.ts';
import { lookUpApiKey, touchApiKey, type ApiKeyLookUp } from '../store/api-key-store.ts';
import type { Database } from '../store/database.ts';
import { hashSecret } from './credentials/api-key-secret.ts';

export interface VerifiedApiKey {
  readonly viewer: Organisation;
  /** Null: it does not end by itself. */
  readonly expiresAt: Date | null;
}

export interface VerifyApiKeyNeeds {
  readonly lookUp: (publicId: string) => Promise<ApiKeyLookUp>;
  readonly isEqual?: (given: Uint8Array, expected: Uint8Array) => boolean;
  /** Notes that the key was used; nobody waits for it. */
  readonly touch: (publicId: string) => void;
}

/** What the secret of a key that does not exist is compared with: no secret has this hash. */
const noHash = Buffer.alloc(32);

/**
 * Who asks with this key; null when it opens nothing, whatever the reason. A key that does not
 * exist takes the same steps as one with a wrong secret: one look-up that answers with one row,
 * one hash, one comparison in constant time.
 */
export function createVerifyApiKey({
  lookUp,
  isEqual = timingSafeEqual,
  touch,
}: VerifyApiKeyNeeds) {
  return async (token: string): Promise<VerifiedApiKey | null> => {
    const sent = parseToken(token);
    if (sent === null) return null;
    const { stored, now } = await lookUp(sent.publicId);
    const isProved = isEqual(hashSecret(sent.secret), stored?.secretHash ?? noHash);
    if (stored === null || !isProved) return null;
    const { organisationId, environment, scopes, expiresAt } = stored;
    if (environment !== sent.environment || stored.isOrganisationDisabled) return null;
    if (!isUsable(stored, now)) return null;
    touch(sent.publicId);
    return {
      viewer: { kind: 'ORGANISATION', organisationId, keyId: sent.publicId, scopes, environment },
      expiresAt,
    };
  };
}

export type VerifyApiKey = ReturnType<typeof createVerifyApiKey>;

/** Verifies against the database. Disposing waits until uses under way are noted. */
export function createStoredKeyVerifier(
  database: Database,
  log: Log,
): AsyncDisposable & { readonly verify: VerifyApiKey } {
  const noting = new Set<Promise<void>>();
  const touch = (publicId: string) => {
    const noted = touchApiKey(database, publicId)
      .catch((error: unknown) => log.warn('Cannot note the use of a key', { error }))
      .finally(() => noting.delete(noted));
    noting.add(noted);
  };
  const lookUp = (publicId: string) => lookUpApiKey(database, publicId);
  return {
    verify: createVerifyApiKey({ lookUp, touch }),
    async [Symbol.asyncDispose]() {
      await Promise.all(noting);
    },
  };
}
