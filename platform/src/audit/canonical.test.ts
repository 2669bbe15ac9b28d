import { expect, test } from '@jest/globals';
import { canonicalBytes, noHash, sealHash, type StoredEntry } from './canonical.ts';

const entry: StoredEntry = {
  id: '00000000-0000-4000-8000-000000000001',
  sequence: '1',
  at: '1795262400.000000',
  actorKind: 'PERSON',
  actorId: 'ñ',
  action: 'raiseAlert',
  subjectId: '',
  requestId: 'r',
  facts: '{"a": 1}',
};

// Trails that exist were sealed with these bytes: they never change, or nothing old verifies.
test('the bytes are the lengths and the texts of the fields', () => {
  const field = (length: number, text: string) =>
    Buffer.concat([Buffer.from([0, 0, 0, length]), Buffer.from(text)]);
  expect(canonicalBytes(entry)).toEqual(
    Buffer.concat([
      field(13, 'audit-entry/1'),
      field(36, '00000000-0000-4000-8000-000000000001'),
      field(1, '1'),
      field(17, '1795262400.000000'),
      field(6, 'PERSON'),
      field(2, 'ñ'),
      field(10, 'raiseAlert'),
      field(0, ''),
      field(1, 'r'),
      field(8, '{"a": 1}'),
    ]),
  );
});

test('nothing is something else than an empty text', () => {
  const bytes = canonicalBytes({ ...entry, subjectId: null });
  expect(bytes.includes(Buffer.from([255, 255, 255, 255]))).toBe(true);
});

test('a text cannot flow over into its neighbour', () => {
  const moved = { ...entry, actorKind: 'PERSO', actorId: 'Nñ' };
  expect(canonicalBytes(moved)).not.toEqual(canonicalBytes(entry));
});

test('the hash covers the one before it', () => {
  const first = sealHash(noHash, entry);
  expect(first).toHaveLength(32);
  expect(sealHash(first, entry)).not.toEqual(first);
});
