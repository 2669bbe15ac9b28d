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
  /** When its token was made, in seconds since 1970. */
  readonly tokenSeconds: number;
  /** The same press with a fresh token, as a phone sends it again. */
  renewed(): Promise<PreparedPress>;
}

/** Prepares the press of one more person, or of that person. */
export type PreparePress = (personId?: string) => Promise<PreparedPress>;

const query = documentOf(raiseAlert);

/** Where all presses of the bench are made, so that they stand on one desk's screen. */
export const pressDesk = 'el-paso';
const position = { latitude: 31.7619, longitude: -106.485, accuracyMeters: 12 };

export const nowSeconds = () => Math.floor(Date.now() / 1000);

/**
 * Prepares presses as phones do, each of a different person with a certificate, a transport token
 * good for two minutes and a signature. One key pair stands for all devices.
 */
export async function createPressMaker(secrets: DevelopmentSecrets): Promise<PreparePress> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const { kty, crv, x, y } = await exportJWK(publicKey);
  const jwk = { kty, crv, x, y };
  const signed = (typ: string, payload: JWTPayload, header: object = {}) =>
    new SignJWT(payload).setProtectedHeader({ alg: 'ES256', typ, ...header }).sign(privateKey);
  const certify = await createCertifier(secrets);

  async function headersFor(certificate: string, iat: number) {
    const claims = { aud: 'alert-button', iat, exp: iat + 120, jti: crypto.randomUUID() };
    const token = await signed('device-token+jwt', { ...claims, certificate });
    return { authorization: `Bearer ${token}`, accept: 'application/graphql-response+json' };
  }

  return async (personId = crypto.randomUUID()) => {
    const at = nowSeconds();
    const idempotencyKey = crypto.randomUUID();
    const certificate = await certify(personId, jwk);
    const occurredAt = new Date(at * 1000).toISOString();
    const signature = await signed('press+jwt', { idempotencyKey, occurredAt, iat: at }, { jwk });
    const input = { idempotencyKey, position, occurredAt, channel: 'APP', drill: false, signature };
    const press: PreparedPress = {
      personId,
      idempotencyKey,
      tokenSeconds: at,
      headers: await headersFor(certificate, at),
      body: JSON.stringify({ operationName: raiseAlert.name, query, variables: { input } }),
      async renewed() {
        const tokenSeconds = nowSeconds();
        return { ...press, tokenSeconds, headers: await headersFor(certificate, tokenSeconds) };
      },
    };
    return press;
  };
}

/**
 * Presses of as many different persons, made beforehand: the service, not the signing of a thousand
 * phones on this machine, is what is measured.
 */
export async function preparePresses(
  secrets: DevelopmentSecrets,
  count: number,
): Promise<PreparedPress[]> {
  const prepare = await createPressMaker(secrets);
  const presses: PreparedPress[] = [];
  while (presses.length < count) {
    const batch = Math.min(256, count - presses.length);
    presses.push(...(await Promise.all(Array.from({ length: batch }, () => prepare()))));
  }
  return presses;
}
