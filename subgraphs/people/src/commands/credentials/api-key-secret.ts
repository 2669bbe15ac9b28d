import { createHash, randomBytes } from 'node:crypto';
import { formatToken, type ApiEnvironment } from '../../domain/api-key.ts';

const base32 = 'abcdefghijklmnopqrstuvwxyz234567';
const publicIdLength = 16;
const secretBytes = 32;

/** What stays of a secret: enough to recognise it, of no use for asking. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

export interface NewApiKeySecret {
  readonly publicId: string;
  readonly secretHash: Buffer;
  /** The whole key as it is sent. Handed out once, kept nowhere. */
  readonly token: string;
}

/** Makes a key: 80 random bits to look it up by, 256 to prove it. */
export function createApiKeySecret(environment: ApiEnvironment): NewApiKeySecret {
  const publicId = Array.from(randomBytes(publicIdLength), (byte) => base32[byte % 32]).join('');
  const secret = randomBytes(secretBytes).toString('base64url');
  return {
    publicId,
    secretHash: hashSecret(secret),
    token: formatToken({ environment, publicId, secret }),
  };
}
