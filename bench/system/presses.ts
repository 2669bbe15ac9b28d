import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import type { DevelopmentSecrets } from '@alert-button/dev/secrets.ts';
import { raiseAlert } from '../../sdk/src/_generated/operations.ts';
import { documentOf } from '../../sdk/src/operation.ts';
import { createCertifier } from './certificates.ts';

/** One press, ready to be sent: what a phone has in hand when the request leaves it. */
export interface PreparedPress {
  readonly personId: string;
  readonly idempotencyKey: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

const query = documentOf(raiseAlert);

/** Where all presses of the bench are made, so that they stand on one desk's screen. */
export const pressDesk = 'el-paso';
const position = { latitude: 31.7619, longitude: -106.485, accuracyMeters: 12 };

/**
 * Presses of as many different persons, each with a certificate, a transport token good for the
 * next two minutes and a signature, made beforehand as phones do: the service, not the signing of
 * a thousand phones on this machine, is what is measured. One key pair stands for all devices.
 */
export async function preparePresses(
  secrets: DevelopmentSecrets,
  count: number,
): Promise<PreparedPress[]> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const { kty, crv, x, y } = await exportJWK(publicKey);
  const jwk = { kty, crv, x, y };
  const signed = (typ: string, payload: JWTPayload, header: object = {}) =>
    new SignJWT(payload).setProtectedHeader({ alg: 'ES256', typ, ...header }).sign(privateKey);
  const certify = await createCertifier(secrets);
  const now = Math.floor(Date.now() / 1000);

  async function prepare(): Promise<PreparedPress> {
    const personId = crypto.randomUUID();
    const idempotencyKey = crypto.randomUUID();
    const certificate = await certify(personId, jwk);
    const claims = { aud: 'alert-button', iat: now, exp: now + 120, jti: crypto.randomUUID() };
    const token = await signed('device-token+jwt', { ...claims, certificate });
    const occurredAt = new Date(now * 1000).toISOString();
    const signature = await signed('press+jwt', { idempotencyKey, occurredAt, iat: now }, { jwk });
    const input = { idempotencyKey, position, occurredAt, channel: 'APP', drill: false, signature };
    const operationName = raiseAlert.name;
    return {
      personId,
      idempotencyKey,
      headers: { authorization: `Bearer ${token}`, accept: 'application/graphql-response+json' },
      body: JSON.stringify({ operationName, query, variables: { input } }),
    };
  }

  const presses: PreparedPress[] = [];
  while (presses.length < count) {
    const batch = Math.min(256, count - presses.length);
    presses.push(...(await Promise.all(Array.from({ length: batch }, prepare))));
  }
  return presses;
}
