const encoder = new TextEncoder();
const algorithm = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** The public half of a device's key, as the service stores it. */
export interface DevicePublicKey {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
}

/**
 * A new P-256 key pair for signing. The private half cannot be exported: it can be kept (in
 * IndexedDB, for example) and used, but not read.
 */
export function generateDeviceKeys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
    'verify',
  ]);
}

export async function publicKeyOf(keys: CryptoKeyPair): Promise<DevicePublicKey> {
  const { x, y } = await crypto.subtle.exportKey('jwk', keys.publicKey);
  if (x === undefined || y === undefined) throw new TypeError('The key is not a P-256 key.');
  return { kty: 'EC', crv: 'P-256', x, y };
}

/** A compact JWS (RFC 7515) with ES256. `type` goes into the header as `typ`. */
export async function signJws(
  keys: CryptoKeyPair,
  type: string,
  payload: Readonly<Record<string, unknown>>,
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const parts = [{ alg: 'ES256', typ: type, ...header }, payload];
  const input = parts.map((part) => base64Url(encoder.encode(JSON.stringify(part)))).join('.');
  const signature = await crypto.subtle.sign(algorithm, keys.privateKey, encoder.encode(input));
  return `${input}.${base64Url(new Uint8Array(signature))}`;
}

/** Seconds since 1970, as JWTs count. */
export function epochSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
