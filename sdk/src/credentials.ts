/** What a credential is told about the attempt it is for. */
export interface CredentialAttempt {
  /** The service's time. */
  readonly now: Date;
  /** The last attempt was refused: what is cached may have expired. */
  readonly wasRefused: boolean;
}

/** Proves who is asking, afresh for each attempt. */
export interface Credential {
  /** The `Authorization` header's value. What it throws counts as a failure to connect. */
  authorization(attempt: CredentialAttempt): Promise<string>;
}

/**
 * An officer's or operator's credential.
 *
 * @param accessToken - Gives the OIDC access token; called for every attempt, so it should cache,
 *   and fetch a new one when `wasRefused`.
 */
export function officerCredential(
  accessToken: (attempt: CredentialAttempt) => Promise<string> | string,
): Credential {
  return { authorization: async (attempt) => `Bearer ${await accessToken(attempt)}` };
}

/**
 * An organisation's credential: an API key, as an administrator was shown it once.
 *
 * @param key - The key, or what gives it for each attempt, so that a rotated key needs no restart.
 */
export function apiKeyCredential(key: string | (() => string | Promise<string>)): Credential {
  return {
    authorization: async () => `Bearer ${typeof key === 'string' ? key : await key()}`,
  };
}
