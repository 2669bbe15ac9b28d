import { describe, expect, test } from '@jest/globals';
import {
  testAdditionalDesk,
  testConsulate,
  testDesk,
  testDirectory,
} from '../testing/directory.ts';
import { buildDirectory } from './directory.ts';

const content = testDirectory(testConsulate('a'), testConsulate('b'));

describe('buildDirectory', () => {
  test('finds consulates and desks by id and by code', () => {
    const directory = buildDirectory(content);
    expect(directory?.consulate({ code: 'b' })?.id).toBe('id-b');
    expect(directory?.consulate({ id: 'id-a' })?.code).toBe('a');
    expect(directory?.desk({ code: 'national' })?.kind).toBe('NATIONAL');
    expect(directory?.desk({ id: 'desk-a' })?.code).toBe('a');
    expect(directory?.deskOf(testConsulate('b'))).toEqual(testDesk('b'));
    expect(directory?.fallbackPhone).toBe('+15555550199');
  });

  test("tells a consulate's own desk from an additional one of it", () => {
    const second = testAdditionalDesk('second-team', testConsulate('b'));
    const directory = buildDirectory({ ...content, desks: [...content.desks, second] });
    expect(directory?.deskOf(testConsulate('b'))).toEqual(testDesk('b'));
    expect(directory?.desk({ code: 'second-team' })).toEqual(second);
  });

  test('finds nothing under what is not there', () => {
    const directory = buildDirectory(content);
    expect(directory?.consulate({ code: 'id-a' })).toBeNull();
    expect(directory?.desk({ id: 'a' })).toBeNull();
  });

  test.each([
    ['before anything was loaded', { consulates: [], desks: [], nationalLines: [] }],
    ['without the fallback line', { ...content, nationalLines: [] }],
    ['while a consulate has no desk', { ...content, desks: [testDesk('a')] }],
    [
      'while a consulate has no desk but an additional one',
      { ...content, desks: [testDesk('a'), testAdditionalDesk('c', testConsulate('b'))] },
    ],
  ])('gives no directory %s', (_case, incomplete) => {
    expect(buildDirectory(incomplete)).toBeNull();
  });
});
