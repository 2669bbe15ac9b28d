import { describe, expect, test } from '@jest/globals';
import { createTestDevice } from '../testing/device.ts';
import { deviceKeyIssues } from './device-key.ts';

const pathsOf = (x: string, y: string) => deviceKeyIssues({ x, y }).map((issue) => issue.path);

describe('deviceKeyIssues', () => {
  test('accepts what WebCrypto makes', async () => {
    for (let count = 0; count < 20; count += 1) {
      const { publicKey } = await createTestDevice();
      expect(deviceKeyIssues(publicKey)).toEqual([]);
    }
  });

  test('refuses points that are not on the curve', async () => {
    const { x, y } = (await createTestDevice()).publicKey;
    expect(pathsOf(y, x)).toEqual(['publicKey']);
    expect(pathsOf('A'.repeat(43), 'A'.repeat(43))).toEqual(['publicKey']);
  });

  test('refuses a coordinate beyond the field, even when it is congruent to a point', () => {
    expect(pathsOf(`${'_'.repeat(42)}8`, `${'_'.repeat(42)}8`)).toEqual(['publicKey']);
  });

  test('names each coordinate that is not 32 bytes in its one spelling', async () => {
    const { x, y } = (await createTestDevice()).publicKey;
    const secondSpelling = x.slice(0, 42) + String.fromCharCode(x.charCodeAt(42) + 1);
    expect(pathsOf(secondSpelling, y)).toEqual(['publicKey.x']);
    expect(pathsOf(`${x}=`, y)).toEqual(['publicKey.x']);
    expect(pathsOf(x, y.slice(1))).toEqual(['publicKey.y']);
    expect(pathsOf(`\u0000${x.slice(1)}`, '')).toEqual(['publicKey.x', 'publicKey.y']);
    expect(pathsOf(x, 'a'.repeat(1024 * 1024))).toEqual(['publicKey.y']);
  });
});
