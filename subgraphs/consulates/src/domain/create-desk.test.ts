import { describe, expect, test } from '@jest/globals';
import { testAdditionalDesk, testConsulate, testDirectory } from '../testing/directory.ts';
import { findSameDesk, mostAdditionalDesks, parseDeskCode, withFreeCodes } from './create-desk.ts';
import { buildDirectory, type Directory } from './directory.ts';
import type { Desk } from './desk.ts';

const boise = testConsulate('boise');
const content = testDirectory(boise);

function directoryWith(...desks: readonly Desk[]): Directory {
  const directory = buildDirectory({ ...content, desks: [...content.desks, ...desks] });
  if (directory === null) throw new Error('The test directory is whole');
  return directory;
}

describe('the code of an additional desk', () => {
  test.each(['world-cup-2026', 'a', '2', 'x'.repeat(64)])('may be %s', (code) => {
    expect(parseDeskCode(code)).toBe(code);
  });

  test.each(['', 'Mundial', 'two words', 'año', '-a', 'a-', 'a--b', 'x'.repeat(65), 'a\n'])(
    'may not be %j',
    (code) => {
      expect(() => parseDeskCode(code)).toThrow('code: must be');
    },
  );

  test('may not end as those of consulates may', () => {
    expect(() => parseDeskCode('boise-consulate')).toThrow('code: must not end');
  });
});

describe('creating a desk', () => {
  const wanted = testAdditionalDesk('second-team', boise);

  test('finds the one that is there already, also when it is closed', () => {
    expect(findSameDesk(directoryWith(), wanted)).toBeNull();
    expect(findSameDesk(directoryWith(wanted), wanted)).toEqual(wanted);
    const closed: Desk = { ...wanted, outOfService: 'PLANNED_CLOSURE' };
    expect(findSameDesk(directoryWith(closed), wanted)).toEqual(closed);
  });

  test.each([
    ['a consulate', testAdditionalDesk('boise')],
    ['a central desk', testAdditionalDesk('national')],
    ['an additional desk of another consulate', testAdditionalDesk('second-team')],
  ])('takes no code from %s', (_whose, desk) => {
    expect(() => findSameDesk(directoryWith(wanted), desk)).toThrow('code is taken');
  });

  test('ends somewhere', () => {
    const many = Array.from({ length: mostAdditionalDesks }, (_, number) =>
      testAdditionalDesk(`team-${number}`),
    );
    expect(findSameDesk(directoryWith(...many.slice(1)), wanted)).toBeNull();
    expect(() => findSameDesk(directoryWith(...many), wanted)).toThrow('as many');
  });
});

test('a consulate that is shipped later leaves an additional desk its code', () => {
  const stored = { ...content, desks: [...content.desks, testAdditionalDesk('reno')] };
  const shipped = testDirectory(boise, testConsulate('reno'));
  const codes = withFreeCodes(shipped, stored).desks.map(({ id, code }) => [id, code]);
  expect(codes).toEqual([
    ['desk-boise', 'boise'],
    ['desk-reno', 'reno-consulate'],
    ['desk-national', 'national'],
  ]);
});
