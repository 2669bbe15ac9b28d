import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { NamedKey } from './env.ts';
import {
  createBlindIndex,
  createDataKey,
  createLocalKeyProvider,
  createSealer,
  unwrapDataKey,
  UnreadableError,
  type SealedPlace,
} from './keys.ts';

const keyNamed = (id: string): NamedKey => ({ id, secret: randomBytes(32) });
const key = keyNamed('first');
const sealer = createSealer(createLocalKeyProvider([key]));
const place: SealedPlace = { table: 'alert', column: 'sealed_position', row: '1' };
const plain = Buffer.from('29.7604, -95.3698');

describe('a sealed value', () => {
  test.each([[''], ['x'], ['á \u0000 😀'], ['long '.repeat(100_000)]])(
    'opens where it was sealed (%#)',
    async (text) => {
      const sealed = await sealer.seal(Buffer.from(text), place);
      expect((await sealer.open(sealed, place)).toString()).toBe(text);
    },
  );

  test('is different each time and holds nothing of what is in it', async () => {
    const [one, other] = [await sealer.seal(plain, place), await sealer.seal(plain, place)];
    expect(one.equals(other)).toBe(false);
    expect(one.includes('29.76')).toBe(false);
    expect(one.includes(key.secret)).toBe(false);
  });

  test.each<[string, SealedPlace]>([
    ['row', { ...place, row: '2' }],
    ['column', { ...place, column: 'other' }],
    ['table', { ...place, table: 'other' }],
    ['place whose parts run together', { table: 'alert","sealed_position', column: '', row: '1' }],
  ])('does not open in another %s', async (_what, elsewhere) => {
    const sealed = await sealer.seal(plain, place);
    await expect(sealer.open(sealed, elsewhere)).rejects.toBeInstanceOf(UnreadableError);
  });

  test('does not open with another key, of another name or of the same', async () => {
    const sealed = await sealer.seal(plain, place);
    for (const id of ['second', key.id]) {
      const stranger = createSealer(createLocalKeyProvider([keyNamed(id)]));
      await expect(stranger.open(sealed, place)).rejects.toBeInstanceOf(UnreadableError);
    }
  });

  test('opens with the key it was sealed with after a new one took its place', async () => {
    const sealed = await sealer.seal(plain, place);
    const next = keyNamed('next');
    const rotated = createSealer(createLocalKeyProvider([next, key]));
    expect(await rotated.open(sealed, place)).toEqual(plain);
    const fresh = await rotated.seal(plain, place);
    expect(fresh.includes('next')).toBe(true);
    await expect(sealer.open(fresh, place)).rejects.toBeInstanceOf(UnreadableError);
  });

  test('does not open when it is cut short, however much is left', async () => {
    const sealed = await sealer.seal(plain, place);
    for (let length = 0; length < sealed.length; length += 1) {
      const opening = sealer.open(sealed.subarray(0, length), place);
      await expect(opening).rejects.toBeInstanceOf(UnreadableError);
    }
  });

  test('does not open when any of its bits is flipped, or something is added', async () => {
    const sealed = await sealer.seal(plain, place);
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const flipped = Buffer.from(sealed);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      await expect(sealer.open(flipped, place)).rejects.toBeInstanceOf(UnreadableError);
    }
    const longer = Buffer.concat([sealed, Buffer.from([0])]);
    await expect(sealer.open(longer, place)).rejects.toBeInstanceOf(UnreadableError);
  });

  test('does not open with a key wrapped for another value', async () => {
    const provider = createLocalKeyProvider([key]);
    const [here, there] = [Buffer.from('here'), Buffer.from('there')];
    const wrapped = await provider.wrap(randomBytes(32), here);
    await expect(provider.unwrap(wrapped, there)).rejects.toBeInstanceOf(UnreadableError);
  });
});

describe('a data key', () => {
  const provider = createLocalKeyProvider([key]);
  const home: SealedPlace = { table: 'person_key', column: 'wrapped', row: 'one' };

  test('opens what it sealed after it was wrapped and unwrapped, where that was sealed', async () => {
    const { dataKey, wrapped } = await createDataKey(provider, home);
    const sealed = dataKey.seal(plain, place);
    expect((await unwrapDataKey(provider, wrapped, home)).open(sealed, place)).toEqual(plain);
    expect(sealed.includes('29.76')).toBe(false);
    expect(sealed.equals(dataKey.seal(plain, place))).toBe(false);
    for (const elsewhere of [{ table: 'other' }, { column: 'other' }, { row: '2' }]) {
      expect(() => dataKey.open(sealed, { ...place, ...elsewhere })).toThrow(UnreadableError);
    }
  });

  test('opens nothing of another owner', async () => {
    const { dataKey, wrapped } = await createDataKey(provider, home);
    const other = await createDataKey(provider, { ...home, row: 'two' });
    const sealed = dataKey.seal(plain, place);
    expect(() => other.dataKey.open(sealed, place)).toThrow(UnreadableError);
    const moved = unwrapDataKey(provider, wrapped, { ...home, row: 'two' });
    await expect(moved).rejects.toBeInstanceOf(UnreadableError);
    await expect(sealer.open(sealed, place)).rejects.toBeInstanceOf(UnreadableError);
    const single = await sealer.seal(plain, place);
    expect(() => dataKey.open(single, place)).toThrow(UnreadableError);
  });

  test('does not open what was cut or altered', async () => {
    const { dataKey } = await createDataKey(provider, home);
    const sealed = dataKey.seal(plain, place);
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => dataKey.open(sealed.subarray(0, length), place)).toThrow(UnreadableError);
      const flipped = Buffer.from(sealed);
      flipped[length] = (flipped[length] ?? 0) ^ 1;
      expect(() => dataKey.open(flipped, place)).toThrow(UnreadableError);
    }
  });
});

test('a blind index is the same for the same value, and for one purpose and key only', () => {
  const [phones, codes] = [createBlindIndex(key, 'phones'), createBlindIndex(key, 'codes')];
  expect(phones('+12025550123')).toBe(createBlindIndex(key, 'phones')('+12025550123'));
  const others = [phones('+12025550124'), codes('+12025550123')];
  others.push(createBlindIndex(keyNamed(key.id), 'phones')('+12025550123'));
  expect(new Set([phones('+12025550123'), ...others]).size).toBe(4);
  expect(phones('+12025550123')).not.toContain('2025550123');
});
