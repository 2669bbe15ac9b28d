import type { JWK } from 'jose';
import { errors, Provider, type ExtraTokenClaims } from 'oidc-provider';
import { audience, type IdentityClient } from './officers.ts';

export interface ProviderOptions {
  readonly issuer: string;
  /** Private key that signs the access tokens (ES256). */
  readonly signingKey: JWK;
  /** Officers, and the service that receives text messages. */
  readonly clients: readonly IdentityClient[];
  readonly accessTokenSeconds: number;
}

/** A resource indicator has to be a URI (RFC 8707); the audience in the token need not be one. */
const resource = `urn:${audience}`;

/**
 * A certified OpenID provider standing where the ministry's stands in production. Each officer is
 * a confidential client that trades its secret for an access token (RFC 9068) with the claims
 * `desk` and `role`; so does the service that receives text messages, which has no desk.
 */
export function createProvider(options: ProviderOptions): Provider {
  const { issuer, signingKey, clients, accessTokenSeconds } = options;
  const byClientId = new Map(clients.map((client) => [client.clientId, client]));
  const extraTokenClaims: ExtraTokenClaims = (_context, token) => {
    const client = byClientId.get(token.clientId);
    if (client === undefined) return undefined;
    const { desk, role } = client;
    return desk === undefined ? { role } : { desk, role };
  };
  return new Provider(issuer, {
    adapter: NothingStored,
    jwks: { keys: [signingKey] },
    clients: clients.map(({ clientId, clientSecret }) => ({
      client_id: clientId,
      client_secret: clientSecret,
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    })),
    ttl: { ClientCredentials: accessTokenSeconds },
    clientAuthMethods: ['client_secret_basic'],
    enabledJWA: { clientAuthSigningAlgValues: ['ES256'], idTokenSigningAlgValues: ['ES256'] },
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    extraTokenClaims,
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        getResourceServerInfo: (_context: unknown, indicator: string) => {
          if (indicator !== resource) throw new errors.InvalidTarget();
          return {
            scope: '',
            audience,
            accessTokenFormat: 'jwt',
            accessTokenTTL: accessTokenSeconds,
            jwt: { sign: { alg: 'ES256' } },
          };
        },
      },
    },
  });
}

/** The tokens are signed and carry everything themselves; the clients are configuration. */
class NothingStored {
  upsert = async () => undefined;
  find = async () => undefined;
  findByUserCode = async () => undefined;
  findByUid = async () => undefined;
  destroy = async () => undefined;
  revokeByGrantId = async () => undefined;
  consume = async () => undefined;
}
