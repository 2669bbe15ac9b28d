import { serviceCredential } from '@alert-button/sdk/texts';
import type { Credential } from '@alert-button/sdk';

export interface TokenOptions {
  /** The identity provider's token endpoint. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** So long before its end a token is no longer used. */
const marginMilliseconds = 30_000;
const timeoutMilliseconds = 5_000;

/**
 * Access tokens of this service from the ministry's identity provider (client credentials, RFC 6749
 * section 4.4), each used until shortly before its end.
 */
export function createServiceCredential(options: TokenOptions): Credential {
  const { tokenUrl, clientId, clientSecret } = options;
  const basic = Buffer.from(
    `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`,
  ).toString('base64');
  let token: { readonly value: string; readonly until: number } | undefined;
  return serviceCredential(async ({ wasRefused }) => {
    if (token !== undefined && !wasRefused && Date.now() < token.until) return token.value;
    const response = await fetch(tokenUrl, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    if (!response.ok) throw new Error(`The identity provider answered ${response.status}.`);
    const answer = (await response.json()) as { access_token: string; expires_in: number };
    token = {
      value: answer.access_token,
      until: Date.now() + answer.expires_in * 1000 - marginMilliseconds,
    };
    return token.value;
  });
}
