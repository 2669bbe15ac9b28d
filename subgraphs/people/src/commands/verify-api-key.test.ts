import { beforeEach, describe, expect, test } from '@jest/globals';
import { formatToken } from '../domain/api-key.ts';
import type { StoredApiKey } from '../store/api-key-store.ts';
import { createApiKeySecret, hashSecret } from './credentials/api-key-secret.ts';
import { createVerifyApiKey } from './verify-api-key.ts';

const now = new Date('2026-11-22T12:00:00Z');
const { token, publicId, secretHash } = createApiKeySecret('LIVE');
const stored: StoredApiKey = {
  secretHash,
  organisationId: 'o',
  environment: 'LIVE',
  scopes: ['alerts:raise'],
  expiresAt: null,
  revokedAt: null,
  isOrganisationDisabled: false,
};

let steps: string[];
beforeEach(() => {
  steps = [];
});

function verifierOf(found: StoredApiKey | null) {
  return createVerifyApiKey({
    lookUp: async (id) => {
      steps.push(`look up ${id.length}`);
      return { stored: found, now };
    },
    isEqual: (given, expected) => {
      steps.push(`compare ${given.length} with ${expected.length}`);
      return Buffer.compare(given, expected) === 0;
    },
    touch: () => steps.push('touch'),
  });
}

describe('a key', () => {
  test('with the right secret says who asks, and its use is noted', async () => {
    expect(await verifierOf(stored)(token)).toEqual({
      viewer: {
        kind: 'ORGANISATION',
        organisationId: 'o',
        keyId: publicId,
        scopes: ['alerts:raise'],
        environment: 'LIVE',
      },
      expiresAt: null,
    });
    expect(steps).toEqual(['look up 16', 'compare 32 with 32', 'touch']);
  });

  test('with a wrong secret and one that does not exist take the same steps', async () => {
    const secret = createApiKeySecret('LIVE').token.slice(-43);
    const wrong = formatToken({ environment: 'LIVE', publicId, secret });
    expect(await verifierOf(stored)(wrong)).toBeNull();
    const forKnown = steps.splice(0);
    expect(await verifierOf(null)(token)).toBeNull();
    expect(steps).toEqual(forKnown);
    expect(steps).toEqual(['look up 16', 'compare 32 with 32']);
  });

  test.each<[string, Partial<StoredApiKey>]>([
    ['was revoked', { revokedAt: now }],
    ['has ended', { expiresAt: now }],
    ['belongs to a disabled organisation', { isOrganisationDisabled: true }],
    ['is for the other environment', { environment: 'TEST' }],
  ])('that %s opens nothing, after the same steps', async (_case, change) => {
    expect(await verifierOf({ ...stored, ...change })(token)).toBeNull();
    expect(steps).toEqual(['look up 16', 'compare 32 with 32']);
  });

  test('of another form is not looked up', async () => {
    expect(await verifierOf(stored)(`${token}=`)).toBeNull();
    expect(steps).toEqual([]);
  });
});

test('secrets are long, and only their hash stays', () => {
  expect(token).toMatch(/^ab_live_[a-z2-7]{16}_[A-Za-z0-9_-]{43}$/);
  expect(secretHash).toEqual(hashSecret(token.slice(-43)));
  expect(new Set(Array.from({ length: 100 }, () => createApiKeySecret('TEST').publicId)).size).toBe(
    100,
  );
});
