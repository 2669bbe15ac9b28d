import type { CredentialAttempt } from '@alert-button/sdk';
import type { IdentityClient } from '../identity-provider/officers.ts';

interface TokenResponse {
  readonly access_token: string;
  /** Seconds. */
  readonly expires_in: number;
}

// So long before its end a token is no longer used.
const marginMilliseconds = 30_000;

/** Access tokens of an officer, or of a service, from the identity provider, each used until shortly before its end. */
export function officerTokens(issuer: string, { clientId, clientSecret }: IdentityClient) {
  let token: { readonly value: string; readonly until: number } | undefined;
  return async ({ wasRefused }: CredentialAttempt): Promise<string> => {
    if (token !== undefined && !wasRefused && Date.now() < token.until) return token.value;
    const response = await fetch(`${issuer}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    if (!response.ok) throw new Error(`The identity provider answered ${response.status}.`);
    const { access_token, expires_in } = (await response.json()) as TokenResponse;
    token = { value: access_token, until: Date.now() + expires_in * 1000 - marginMilliseconds };
    return token.value;
  };
}
