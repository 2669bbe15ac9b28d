import { createCertifier } from '@alert-button/bench/system/certificates.ts';
import { enrol, type PersonClient } from '@alert-button/sdk/person';
import type { World } from '../world/world.ts';

/** Short of the certificate's life, and longer than what the SDK would renew. */
const goodForMilliseconds = 100 * 86_400_000;

/** Less patient than on a phone: here somebody is always up again within seconds. */
const timeoutMilliseconds = 4_000;

/**
 * Gives clients of persons as they are on phones that enrolled long ago. They are signed here, so
 * thousands cost nothing; one pair of keys stands for all devices.
 */
export async function createPopulation({ graphqlUrl, secrets }: World) {
  const certify = await createCertifier(secrets);
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
    'verify',
  ]);
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', keys.publicKey);

  return async (personId: string): Promise<PersonClient> => {
    const certificate = await certify(personId, { kty, crv, x, y });
    const certificateExpiresAt = new Date(Date.now() + goodForMilliseconds);
    const enrolment = { personId, certificate, certificateExpiresAt };
    return enrol({
      url: graphqlUrl,
      timeoutMilliseconds,
      store: { load: async () => ({ keys, enrolment }), save: async () => undefined },
    });
  };
}
