import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Environment, EnvironmentError } from '@alert-button/platform/env.ts';
import { createSecrets, databasePasswords, loadSecrets, publicKey } from './secrets.ts';

let directory: string;

beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), 'alert-button-secrets-')), 'data');
});

afterEach(() => rm(join(directory, '..'), { recursive: true, force: true }));

describe('the development secrets', () => {
  test('are made once and stay', async () => {
    const first = await loadSecrets(directory);
    expect(await loadSecrets(directory)).toEqual(first);
  });

  test('are the same for two first starts at once', async () => {
    const [one, other] = await Promise.all([loadSecrets(directory), loadSecrets(directory)]);
    expect(one).toEqual(other);
  });

  test('are readable by their owner only', async () => {
    await loadSecrets(directory);
    expect((await stat(join(directory, 'secrets.json'))).mode & 0o777).toBe(0o600);
    expect((await stat(directory)).mode & 0o777).toBe(0o711);
  });

  test('are not made anew for data that need the old ones', async () => {
    await mkdir(join(directory, 'postgres'), { recursive: true });
    await expect(loadSecrets(directory)).rejects.toThrow(/is gone/);
  });

  test.each(['', '{', '[]', '{"hintsToken":"development-x"}'])(
    'refuse a damaged file: %j',
    async (content) => {
      await mkdir(directory);
      await writeFile(join(directory, 'secrets.json'), content);
      await expect(loadSecrets(directory)).rejects.toThrow(/is damaged/);
      expect(await readFile(join(directory, 'secrets.json'), 'utf8')).toBe(content);
    },
  );

  test('of an installation from before some of them are completed, the same each time', async () => {
    const whole = await loadSecrets(directory);
    const { grantKey: _grant, blindIndexKey: _blind, personKeyEncryptionKey: _key, ...old } = whole;
    await writeFile(join(directory, 'secrets.json'), JSON.stringify(old));
    const completed = await loadSecrets(directory);
    expect(completed).toMatchObject(old);
    expect(completed.grantKey).toMatchObject({ kty: 'OKP', crv: 'Ed25519', d: expect.any(String) });
    expect(completed.personKeyEncryptionKey).not.toBe(completed.blindIndexKey);
    expect(await loadSecrets(directory)).toEqual(completed);
  });

  test('are refused in production, each of them', () => {
    const secrets = createSecrets();
    const read = (mode: string) => {
      const env = new Environment({
        NODE_ENV: mode,
        GATEWAY: JSON.stringify(secrets.gatewayKey),
        GATEWAY_PUBLIC: JSON.stringify(publicKey(secrets.gatewayKey)),
        CERTIFICATE: JSON.stringify(secrets.certificateKey),
        ENCRYPTION: secrets.keyEncryptionKey,
        CURSOR: secrets.cursorKey,
        PINS: secrets.pinKey,
        HINTS: secrets.hintsToken,
        GRANT: JSON.stringify(secrets.grantKey),
        PERSONS: secrets.personKeyEncryptionKey,
        OFFICERS: secrets.officerKeyEncryptionKey,
        MATTERS: secrets.matterKeyEncryptionKey,
        BLIND_INDEX: secrets.blindIndexKey,
      });
      for (const name of ['GATEWAY', 'GATEWAY_PUBLIC', 'CERTIFICATE', 'GRANT']) env.jwk(name);
      const names = [
        'ENCRYPTION',
        'CURSOR',
        'PINS',
        'PERSONS',
        'OFFICERS',
        'MATTERS',
        'BLIND_INDEX',
      ];
      for (const name of names) env.namedKey(name);
      env.secretText('HINTS');
      env.done();
    };
    expect(() => read('development')).not.toThrow();
    expect(() => read('production')).toThrow(EnvironmentError);
    for (const name of [
      'GATEWAY',
      'GATEWAY_PUBLIC',
      'CERTIFICATE',
      'ENCRYPTION',
      'CURSOR',
      'PINS',
      'HINTS',
      'GRANT',
      'PERSONS',
      'OFFICERS',
      'MATTERS',
      'BLIND_INDEX',
    ]) {
      expect(() => read('production')).toThrow(`${name} is a development secret`);
    }
  });
});

test('a public key holds nothing private', () => {
  expect(Object.keys(publicKey(createSecrets().gatewayKey)).sort()).toEqual(
    ['alg', 'crv', 'kid', 'kty', 'use', 'x'].sort(),
  );
});

test('every role of every database has a password of its own', () => {
  const secrets = createSecrets();
  const passwords = ['one', 'two'].flatMap((name) =>
    Object.values(databasePasswords(secrets, name)),
  );
  expect(new Set(passwords).size).toBe(6);
});
