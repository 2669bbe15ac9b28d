import { createHash } from 'node:crypto';
import type { Organisation } from '@alert-button/platform/viewer.ts';
import {
  CredentialError,
  CredentialUncheckedError,
  type Principal,
  type VerifyToken,
} from './credential.ts';

/** A key that was verified is not asked about again for so long. */
const rememberMilliseconds = 60_000;
const mostRemembered = 10_000;
const answerWithinMilliseconds = 3_000;

const form = /^ab_(?:live|test)_[a-z2-7]{16}_[A-Za-z0-9_-]{43}$/;

export interface ApiKeyVerifierOptions {
  /** Where people verifies keys. */
  readonly url: string;
  /** What opens people's internal door. */
  readonly token: string;
  readonly now?: () => number;
}

interface Answer {
  readonly viewer: Organisation;
  readonly expiresAt: string | null;
}

interface Remembered {
  readonly principal: Promise<Principal>;
  until: number;
}

/**
 * Verifies an organisation's key. Only people knows keys, so people is asked, once a minute for
 * each key; what is remembered is found by the key's hash, so that no key stands in memory. A key
 * that was revoked meanwhile is turned away all the same: `Access` is asked about every request.
 *
 * The returned function throws CredentialError for a key that opens nothing, and
 * CredentialUncheckedError when people does not answer.
 */
export function createApiKeyVerifier(options: ApiKeyVerifierOptions): VerifyToken {
  const { url, token: internalToken, now = Date.now } = options;
  const remembered = new Map<string, Remembered>();

  async function ask(token: string): Promise<Principal> {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${internalToken}` },
      body: JSON.stringify({ token }),
      signal: AbortSignal.timeout(answerWithinMilliseconds),
    }).catch((cause: unknown) => {
      throw new CredentialUncheckedError('People does not answer', { cause });
    });
    if (response.status === 404) throw new CredentialError();
    if (!response.ok) throw new CredentialUncheckedError(`People answers ${response.status}`);
    const { viewer, expiresAt } = (await response.json()) as Answer;
    return { viewer, expiresAt: expiresAt === null ? null : Date.parse(expiresAt) };
  }

  return async (token) => {
    if (!form.test(token)) throw new CredentialError();
    const hash = createHash('sha256').update(token).digest('base64');
    const known = remembered.get(hash);
    if (known !== undefined && known.until > now()) return known.principal;
    if (remembered.size >= mostRemembered) remembered.clear();
    // From before the question on: nothing is held for longer than it says.
    const entry: Remembered = { principal: ask(token), until: now() + rememberMilliseconds };
    remembered.set(hash, entry);
    try {
      return await entry.principal;
    } catch (error) {
      if (remembered.get(hash) === entry) remembered.delete(hash);
      throw error;
    }
  };
}
