import { InvalidInputError } from '@alert-button/platform/errors.ts';
import { expect, test } from '@jest/globals';
import { isMoved, parsePlannedAt, parseWhereabouts } from './detention.ts';

const now = new Date('2026-11-28T12:00:00Z');
const later = new Date('2026-11-28T12:00:01Z');

test('a place or a facility is needed, and no time that has not come', () => {
  expect(() => parseWhereabouts({ knownAt: now }, now)).toThrow(/place: /);
  expect(() => parseWhereabouts({ place: 'A jail', knownAt: later }, now)).toThrow(/knownAt: /);
  expect(parseWhereabouts({ place: ' A jail ', knownAt: now }, now)).toEqual({
    place: 'A jail',
    facilityId: null,
    knownAt: now,
  });
});

test('a visit is planned within a year', () => {
  expect(parsePlannedAt(later, now)).toBe(later);
  expect(() => parsePlannedAt(new Date('2028-01-01'), now)).toThrow(InvalidInputError);
});

test('only another facility than the last is a move', () => {
  expect(isMoved('a', 'b')).toBe(true);
  expect(isMoved('a', 'a')).toBe(false);
  expect(isMoved(undefined, 'a')).toBe(false);
  expect(isMoved('a', null)).toBe(false);
});
