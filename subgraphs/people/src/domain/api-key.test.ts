import { describe, expect, test } from '@jest/globals';
import { ConflictError, InvalidInputError } from '@alert-button/platform/errors.ts';
import {
  decideRotation,
  formatToken,
  isUsable,
  parseNewApiKey,
  parseToken,
  type ApiKey,
  type ApiKeyToken,
} from './api-key.ts';

const now = new Date('2026-11-22T12:00:00Z');
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);

const key: ApiKey = {
  id: 'k',
  publicId: 'a'.repeat(16),
  organisationId: 'o',
  environment: 'LIVE',
  scopes: ['alerts:raise'],
  label: 'Legal line',
  createdAt: hours(-24),
  expiresAt: null,
  revokedAt: null,
  lastUsedAt: null,
  replacedBy: null,
};

describe('a key as it is sent', () => {
  const parts: ApiKeyToken = {
    environment: 'TEST',
    publicId: 'abcdefghijkl2345',
    secret: `${'s-_'.repeat(14)}Z`,
  };

  test('is read as it is written', () => {
    expect(formatToken(parts)).toBe(`ab_test_abcdefghijkl2345_${parts.secret}`);
    expect(parseToken(formatToken(parts))).toEqual(parts);
  });

  test.each(['', 'ab_live_', 'ab_prod_abcdefghijkl2345_', 'ab_test_ABCDEFGHIJKL2345_', 'x'])(
    'is none in %j',
    (start) => {
      expect(parseToken(`${start}${parts.secret}`)).toBeNull();
      expect(parseToken(start)).toBeNull();
    },
  );

  test('has nothing before or after it', () => {
    for (const token of [
      `${formatToken(parts)}a`,
      ` ${formatToken(parts)}`,
      `a${formatToken(parts)}`,
    ]) {
      expect(parseToken(token)).toBeNull();
    }
  });
});

test('a key is usable until it is revoked or ends', () => {
  expect(isUsable(key, now)).toBe(true);
  expect(isUsable({ ...key, expiresAt: hours(1) }, now)).toBe(true);
  expect(isUsable({ ...key, expiresAt: now }, now)).toBe(false);
  expect(isUsable({ ...key, revokedAt: hours(-1) }, now)).toBe(false);
});

describe('a new key', () => {
  const input = {
    organisationId: 'o',
    environment: 'LIVE',
    scopes: ['alerts:follow', 'alerts:raise', 'alerts:follow'],
    label: '  Legal line ',
  } as const;

  test('has each scope once, and a tidy label', () => {
    expect(parseNewApiKey(input, now)).toEqual({
      organisationId: 'o',
      environment: 'LIVE',
      scopes: ['alerts:raise', 'alerts:follow'],
      label: 'Legal line',
      expiresAt: null,
    });
  });

  test('names everything that is wrong with it', () => {
    const wrong = { ...input, scopes: [], label: ' ', expiresAt: now };
    let issues: readonly { readonly path: string }[] = [];
    try {
      parseNewApiKey(wrong, now);
    } catch (error) {
      if (error instanceof InvalidInputError) issues = error.issues;
    }
    expect(issues.map(({ path }) => path)).toEqual(['label', 'scopes', 'expiresAt']);
  });
});

describe('a rotation', () => {
  test('leaves the old key valid for the overlap, and gives a new one good for the same', () => {
    const { organisationId, environment, scopes, label } = key;
    expect(decideRotation(key, 168, now)).toEqual({
      grant: { organisationId, environment, scopes, label, expiresAt: null },
      oldExpiresAt: hours(168),
    });
    expect(decideRotation(key, 0, now).oldExpiresAt).toEqual(now);
  });

  test('lengthens neither the old key nor the life that the new one was given', () => {
    const short = { ...key, expiresAt: hours(6) };
    const { grant, oldExpiresAt } = decideRotation(short, 24, now);
    expect(oldExpiresAt).toEqual(hours(6));
    expect(grant.expiresAt).toEqual(hours(30));
  });

  test.each([-1, 169])('of %i hours is refused', (overlapHours) => {
    expect(() => decideRotation(key, overlapHours, now)).toThrow(InvalidInputError);
  });

  test('of a key that is not in use any more is refused', () => {
    for (const over of [{ revokedAt: now }, { expiresAt: now }, { replacedBy: 'other' }]) {
      expect(() => decideRotation({ ...key, ...over }, 1, now)).toThrow(ConflictError);
    }
  });
});
