import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { InvalidInputError } from '@alert-button/platform/errors.ts';
import { InputCheck } from './input.ts';

const now = new Date('2026-11-21T12:00:00Z');

/** The paths that a check refuses, in order. */
function refused(ask: (check: InputCheck) => void): string[] {
  const check = new InputCheck();
  ask(check);
  try {
    check.done();
  } catch (error) {
    if (error instanceof InvalidInputError) return error.issues.map(({ path }) => path);
    throw error;
  }
  return [];
}

describe('a position', () => {
  test.each([
    [{ latitude: 29.76, longitude: -95.37 }],
    [{ latitude: 90, longitude: 180, accuracyMeters: 0 }],
    [{ latitude: -90, longitude: -180, accuracyMeters: 20_000_000 }],
    [{ latitude: 0, longitude: 0, accuracyMeters: null }],
  ])('may be %j', (position) => {
    expect(refused((check) => check.position(position))).toEqual([]);
  });

  test.each([
    [{ latitude: 91, longitude: 0 }, ['position.latitude']],
    [{ latitude: Number.NaN, longitude: 0 }, ['position.latitude']],
    [{ latitude: 0, longitude: -180.1 }, ['position.longitude']],
    [{ latitude: 0, longitude: Infinity }, ['position.longitude']],
    [{ latitude: 0, longitude: 0, accuracyMeters: -1 }, ['position.accuracyMeters']],
    [{ latitude: 0, longitude: 0, accuracyMeters: Number.NaN }, ['position.accuracyMeters']],
    [
      { latitude: -91, longitude: 181, accuracyMeters: 3e7 },
      ['position.latitude', 'position.longitude', 'position.accuracyMeters'],
    ],
  ])('may not be %j', (position, paths) => {
    expect(refused((check) => check.position(position))).toEqual(paths);
  });

  test('is taken as it came when it is on the globe, and refused by name when not', () => {
    const number = fc.oneof(fc.double(), fc.double({ min: -200, max: 200 }));
    fc.assert(
      fc.property(number, number, (latitude, longitude) => {
        const paths = refused((check) => {
          const position = check.position({ latitude, longitude });
          expect(position).toEqual({ latitude, longitude, accuracyMeters: null });
        });
        expect(paths.includes('position.latitude')).toBe(!(Math.abs(latitude) <= 90));
        expect(paths.includes('position.longitude')).toBe(!(Math.abs(longitude) <= 180));
      }),
    );
  });
});

describe('the time on the phone', () => {
  test.each([
    ['2020-01-01T00:00:00Z'],
    ['2026-11-20T23:00:00Z'],
    ['2026-11-21T12:00:01Z'],
    ['2031-01-01T00:00:00Z'],
  ])('may be %s', (time) => {
    const value = new Date(time);
    expect(refused((check) => expect(check.occurredAt(value, now)).toBe(value))).toEqual([]);
  });

  test.each([['1970-01-01T00:00:00Z'], ['2019-12-31T23:59:59Z'], ['2090-01-01T00:00:00Z'], ['no']])(
    'may not be %s',
    (time) => {
      expect(refused((check) => check.occurredAt(new Date(time), now))).toEqual(['occurredAt']);
    },
  );

  test.each([[null], [undefined]])('may be missing (%p)', (value) => {
    expect(refused((check) => expect(check.occurredAt(value, now)).toBeNull())).toEqual([]);
  });
});

describe('an identifier', () => {
  test('is a UUID in any case, kept in one', () => {
    const check = new InputCheck();
    const id = '3F2504E0-4F89-41D3-9A0C-0305E82C3301';
    expect(check.uuid('id', id)).toBe(id.toLowerCase());
    check.done();
  });

  test.each([
    [''],
    ['1'],
    ['3f2504e0-4f89-41d3-9a0c-0305e82c330'],
    ['3f2504e0-4f89-41d3-9a0c-0305e82c3301 '],
    ['3f2504e0-4f89-41d3-9a0c-0305e82c3301\n'],
    ['{3f2504e0-4f89-41d3-9a0c-0305e82c3301}'],
    ["' or true --"],
    ['\u0000'],
    ['3f2504e0-4f89-41d3-9a0c-0305e82c330\ud800'],
  ])('is not %j', (value) => {
    expect(refused((check) => check.uuid('idempotencyKey', value))).toEqual(['idempotencyKey']);
  });
});

describe('words', () => {
  test('may be as long as allowed and no longer', () => {
    expect(refused((check) => check.text('reason', 'a'.repeat(500), 500))).toEqual([]);
    expect(refused((check) => check.text('reason', 'a'.repeat(501), 500))).toEqual(['reason']);
    expect(refused((check) => check.text('reason', 'á'.repeat(1_000_000), 500))).toEqual([
      'reason',
    ]);
  });

  test.each([[null], [undefined]])('may be missing (%p)', (value) => {
    expect(refused((check) => expect(check.text('reason', value, 5)).toBeNull())).toEqual([]);
  });
});

test('everything that is wrong is told at once, and no value with it', () => {
  const check = new InputCheck();
  check.position({ latitude: 1234.5678, longitude: 0 });
  check.uuid('idempotencyKey', 'planted-name');
  check.text('reason', 'planted-words', 3);
  expect(() => check.done()).toThrow(InvalidInputError);
  try {
    check.done();
  } catch (error) {
    const { issues, message } = error as InvalidInputError;
    expect(issues.map(({ path }) => path)).toEqual([
      'position.latitude',
      'idempotencyKey',
      'reason',
    ]);
    expect(message).not.toMatch(/planted|1234/);
  }
});
