import type { InputIssue } from '@alert-button/platform/errors.ts';

/** A point on P-256, written as in a JSON Web Key: 32 bytes each, base64url. */
export interface DeviceKey {
  readonly x: string;
  readonly y: string;
}

// SEC 2, section 2.4.2 (secp256r1): y² = x³ - 3x + b over the field of this prime.
const prime = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

// 43 characters carry 258 bits; the last two must be zero, or one key would have four spellings.
const coordinatePattern = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;

function toInteger(coordinate: string): bigint {
  const bytes = atob(coordinate.replaceAll('-', '+').replaceAll('_', '/'));
  let value = 0n;
  for (const byte of bytes) value = value * 256n + BigInt(byte.charCodeAt(0));
  return value;
}

function isOnCurve({ x, y }: DeviceKey): boolean {
  const [left, right] = [toInteger(x), toInteger(y)];
  if (left >= prime || right >= prime) return false;
  return (right * right - (left * left * left - 3n * left + b)) % prime === 0n;
}

/** What is wrong with a public key; nothing when it is a point on P-256 in its one spelling. */
export function deviceKeyIssues(key: DeviceKey): readonly InputIssue[] {
  const malformed = (['x', 'y'] as const).filter((name) => !coordinatePattern.test(key[name]));
  if (malformed.length > 0) {
    return malformed.map((name) => ({
      path: `publicKey.${name}`,
      message: 'must be 32 bytes in base64url without padding',
    }));
  }
  return isOnCurve(key) ? [] : [{ path: 'publicKey', message: 'must be a point on P-256' }];
}
