import { createHmac } from 'node:crypto';
import { importJWK, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';

export interface TokenParts {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: JWTPayload & Readonly<Record<string, unknown>>;
}

export const seconds = () => Math.floor(Date.now() / 1000);

/** Signs with the algorithm the key is for. */
export async function signed(
  key: JWK | CryptoKey,
  alg: string,
  { header, claims }: Required<TokenParts>,
): Promise<string> {
  const imported = 'kty' in key ? await importJWK(key as JWK, alg) : (key as CryptoKey);
  return new SignJWT(claims).setProtectedHeader({ alg, ...header }).sign(imported);
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token nobody signed: `alg: none`, or an HMAC whose secret is a public key. */
export function unsigned(alg: string, { header, claims }: Required<TokenParts>, secret?: string) {
  const input = `${encode({ ...header, alg })}.${encode(claims)}`;
  const signature =
    secret === undefined ? '' : createHmac('sha256', secret).update(input).digest('base64url');
  return `${input}.${signature}`;
}
