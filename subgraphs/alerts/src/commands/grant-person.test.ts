import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { importJWK, jwtVerify, type JWK } from 'jose';
import { anonymous, type Officer, type Viewer } from '@alert-button/platform/viewer.ts';
import type { AlertRecord } from '../store/alert-record.ts';
import { createPersonGranter } from './grant-person.ts';

const pair = generateKeyPairSync('ed25519');
const privateKey = { ...pair.privateKey.export({ format: 'jwk' }), kid: 'test' } as JWK;
const publicKey = await importJWK(pair.publicKey.export({ format: 'jwk' }) as JWK, 'EdDSA');
const grantPerson = await createPersonGranter(privateKey);

const record = { alert: { id: 'an-alert', personId: 'a-person' } } as AlertRecord;
const officer: Officer = { kind: 'OFFICER', officerId: 'o', desk: 'houston', role: 'OFFICER' };
const person: Viewer = {
  kind: 'PERSON',
  personId: 'a-person',
  deviceKey: '',
  homeConsulate: null,
  environment: 'LIVE',
};

describe('grantPerson', () => {
  test('gives an officer a grant of theirs, for this person and alert, for two minutes', async () => {
    const granted = await grantPerson(officer, { record, seenBy: 'DESK' });
    expect(granted?.id).toBe('a-person');
    const { payload } = await jwtVerify(granted?.grant ?? '', publicKey, {
      typ: 'person-grant+jwt',
      issuer: 'alert-button-alerts',
      audience: 'people',
    });
    expect(payload).toMatchObject({
      sub: 'a-person',
      alert: 'an-alert',
      viewer: { kind: 'OFFICER', id: 'o', desk: 'houston' },
    });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(120);
  });

  test('tells the person that it is theirs, and needs no grant for that', async () => {
    const own = await grantPerson(person, { record, seenBy: 'PERSON' });
    expect(own).toEqual({ id: 'a-person', grant: null });
  });

  test('tells nobody else', async () => {
    const organisation: Viewer = {
      kind: 'ORGANISATION',
      organisationId: 'an-organisation',
      keyId: 'a-key',
      scopes: ['alerts:follow'],
      environment: 'LIVE',
    };
    for (const viewer of [anonymous, organisation]) {
      for (const seenBy of ['PERSON', 'DESK'] as const) {
        expect(await grantPerson(viewer, { record, seenBy })).toBeNull();
      }
    }
    expect(await grantPerson(officer, { record, seenBy: 'PERSON' })).toBeNull();
  });
});
