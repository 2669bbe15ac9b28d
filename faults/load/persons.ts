import { createCertifier } from '@alert-button/bench/system/certificates.ts';
import type { World } from '../world/world.ts';
import type { Clients, Person } from './clients.ts';

/** Short of the certificate's life, and longer than what the SDK would renew. */
const goodForMilliseconds = 100 * 86_400_000;

/**
 * Gives clients of persons as they are on phones that enrolled long ago. They are signed here, so
 * thousands cost nothing; one pair of keys stands for all devices.
 */
export async function createPopulation({ secrets }: World, clients: Clients) {
  const certify = await createCertifier(secrets);
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
    'verify',
  ]);
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', keys.publicKey);

  return async (personId: string): Promise<Person> => {
    const certificate = await certify(personId, { kty, crv, x, y });
    const certificateExpiresAt = new Date(Date.now() + goodForMilliseconds);
    const enrolment = { personId, certificate, certificateExpiresAt };
    return clients.person({ keys, enrolment });
  };
}
