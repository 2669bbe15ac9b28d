import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createAccess, type Access, type AccessEnd, type Revocation } from './access.ts';
import { CredentialError, nobody, type Principal } from './credential.ts';

const start = Date.UTC(2026, 10, 22);

const device = (deviceKey: string, expiresAt: number | null = null): Principal => ({
  viewer: { kind: 'PERSON', personId: 'p', deviceKey, homeConsulate: null, environment: 'LIVE' },
  expiresAt,
});
const officer: Principal = {
  viewer: { kind: 'OFFICER', officerId: 'o', desk: 'tucson', role: 'OFFICER' },
  expiresAt: start + 3_600_000,
};
const organisation = (keyId: string): Principal => ({
  viewer: {
    kind: 'ORGANISATION',
    organisationId: 'n',
    keyId,
    scopes: ['alerts:raise'],
    environment: 'LIVE',
  },
  expiresAt: null,
});
const revoked = (kind: Revocation['kind'], id: string, inMilliseconds: number | null = 0) => ({
  kind,
  id,
  inMilliseconds,
});

let access: Access;

/** Watches, and writes down what becomes of it. */
function watch(principal: Principal) {
  const ends: AccessEnd[] = [];
  const unwatch = access.watch(principal, (reason) => ends.push(reason));
  return { ends, unwatch };
}

beforeEach(() => {
  jest.useFakeTimers({ now: start });
  access = createAccess();
});

describe('who is shut out', () => {
  test('is refused from then on, and let in again when restored', () => {
    expect(() => access.check(officer)).not.toThrow();
    access.change([revoked('OFFICER', 'o')]);
    expect(() => access.check(officer)).toThrow(CredentialError);
    access.change([revoked('OFFICER', 'o', null)]);
    expect(() => access.check(officer)).not.toThrow();
  });

  test('loses what is open at that moment, and nobody else does', () => {
    const [mine, other, unknown] = [device('mine'), device('other'), nobody].map(watch);
    access.change([revoked('DEVICE', 'mine')]);
    expect([mine?.ends, other?.ends, unknown?.ends]).toEqual([['REVOKED'], [], []]);
    access.change([revoked('DEVICE', 'mine')]);
    expect(mine?.ends).toEqual(['REVOKED']);
  });

  test('gets nothing opened', () => {
    access.replace([revoked('OFFICER', 'o')]);
    expect(watch(officer).ends).toEqual(['REVOKED']);
  });

  test('is one key, or with the organisation all of its keys', () => {
    const [one, other] = [organisation('one'), organisation('other')].map(watch);
    access.change([revoked('KEY', 'one')]);
    expect([one?.ends, other?.ends]).toEqual([['REVOKED'], []]);
    access.change([revoked('ORGANISATION', 'n')]);
    expect(other?.ends).toEqual(['REVOKED']);
    expect(() => access.check(organisation('other'))).toThrow(CredentialError);
  });

  test('is not somebody with the same id of another kind', () => {
    const { ends } = watch(organisation('o'));
    access.change([revoked('OFFICER', 'o'), revoked('DEVICE', 'n'), revoked('KEY', 'n')]);
    expect(ends).toEqual([]);
  });

  test('may stay for a while, and what is open ends with it', () => {
    const key = organisation('rotated');
    const { ends } = watch(key);
    access.change([revoked('KEY', 'rotated', 7 * 24 * 3_600_000)]);
    jest.advanceTimersByTime(7 * 24 * 3_600_000 - 1);
    expect(() => access.check(key)).not.toThrow();
    expect(ends).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(() => access.check(key)).toThrow(CredentialError);
    expect(ends).toEqual(['REVOKED']);
  });

  test('is who the last full account names, whatever was known before', () => {
    access.change([revoked('OFFICER', 'o')]);
    const { ends } = watch(device('mine'));
    access.replace([revoked('DEVICE', 'mine')]);
    expect(() => access.check(officer)).not.toThrow();
    expect(ends).toEqual(['REVOKED']);
  });
});

describe('a watch', () => {
  test('ends with the credential, however far away that is', () => {
    const days = 24 * 3_600_000;
    const { ends } = watch(device('mine', start + 365 * days));
    jest.advanceTimersByTime(364 * days);
    expect(ends).toEqual([]);
    jest.advanceTimersByTime(days);
    expect(ends).toEqual(['EXPIRED']);
  });

  test('that was ended hears nothing any more', () => {
    const { ends, unwatch } = watch(officer);
    unwatch();
    access.change([revoked('OFFICER', 'o')]);
    jest.advanceTimersByTime(4_000_000);
    expect(ends).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
  });
});
