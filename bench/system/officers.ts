import { importJWK, SignJWT, type CryptoKey } from 'jose';
import { audience } from '@alert-button/dev/identity-provider/officers.ts';
import type { BenchSystem } from './bench-system.ts';

/**
 * Access tokens as the identity provider would give them to as many officers of one desk, signed
 * here with its key: how fast it gives them out is not what is measured.
 */
export async function officerTokensOf(
  system: Pick<BenchSystem, 'secrets' | 'issuer'>,
  desk: string,
  count: number,
  role = 'OFFICER',
): Promise<string[]> {
  const { identityProviderKey } = system.secrets;
  const key = (await importJWK(identityProviderKey, 'ES256')) as CryptoKey;
  return Promise.all(
    Array.from({ length: count }, (_, index) =>
      new SignJWT({ desk, role })
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: identityProviderKey.kid ?? '' })
        .setIssuer(system.issuer)
        .setAudience(audience)
        .setSubject(`${role.toLowerCase()}-${desk}-${index}`)
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(key),
    ),
  );
}

/** The opaque id of a desk. */
export async function deskIdOf(
  system: Pick<BenchSystem, 'graphqlUrl'>,
  code: string,
): Promise<string> {
  const answer = await fetch(system.graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: `{ desk(code: "${code}") { id } }` }),
  });
  const { data } = (await answer.json()) as { data: { desk: { id: string } } };
  return data.desk.id;
}
