import { describe, expect, test } from '@jest/globals';
import { InvalidInputError } from '@alert-button/platform/errors.ts';
import { testConsulate } from '../testing/directory.ts';
import { parseConfirmation, withConfirmedPhone } from './confirm-phone.ts';
import { sourceOf, type FieldSource } from './consulate.ts';

const now = new Date('2026-11-22T09:00:00Z');
const input = {
  phoneKind: 'MAIN',
  number: '+12135550100',
  confirmedOn: '2026-11-21',
  confirmedBy: 'duty officer',
} as const;

function pathsOf(change: Partial<Record<keyof typeof input, string>>): string[] {
  try {
    parseConfirmation({ ...input, ...change } as typeof input, now);
    return [];
  } catch (error) {
    if (error instanceof InvalidInputError) return error.issues.map(({ path }) => path);
    throw error;
  }
}

describe('parseConfirmation', () => {
  test('takes what is well formed, without space around it', () => {
    const typed = { ...input, number: ' +12135550100 ', confirmedBy: ' duty officer ' };
    expect(parseConfirmation(typed, now)).toEqual(input);
  });

  test.each(['2135550100', '+1213555010', '+121355501000', '+10135550100', '+0123', 'tel:+1', ''])(
    'refuses %p as a number',
    (number) => expect(pathsOf({ number })).toEqual(['number']),
  );

  test.each(['2026-11-21', '2026-11-22', '2024-02-29'])('takes %s as the day', (confirmedOn) =>
    expect(pathsOf({ confirmedOn })).toEqual([]),
  );

  test('takes a day that has begun somewhere, and none after it', () => {
    const late = new Date('2026-11-22T10:00:00Z');
    const tomorrow = { ...input, confirmedOn: '2026-11-23' };
    expect(parseConfirmation(tomorrow, late)).toEqual(tomorrow);
    expect(pathsOf({ confirmedOn: '2026-11-23' })).toEqual(['confirmedOn']);
  });

  test.each(['2026-02-30', '2026-13-01', '21.11.2026', '2026-11', ''])(
    'refuses %p as the day',
    (confirmedOn) => expect(pathsOf({ confirmedOn })).toEqual(['confirmedOn']),
  );

  test.each(['', '  ', 'x'.repeat(81), 'a\u0000b', 'a\u202eb', 'a\ud800'])(
    'refuses %j as the role',
    (confirmedBy) => expect(pathsOf({ confirmedBy })).toEqual(['confirmedBy']),
  );

  test('names everything that is wrong at once, and repeats none of it', () => {
    const wrong = { ...input, number: 'secret-number', confirmedOn: 'secret-day' };
    expect(() => parseConfirmation(wrong, now)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret') }),
    );
    expect(pathsOf({ number: '', confirmedOn: '', confirmedBy: '' })).toHaveLength(3);
  });
});

describe('withConfirmedPhone', () => {
  const listing: FieldSource = {
    field: 'LISTING',
    source: 'https://example.org/directory',
    isVerified: true,
    isRecheckNeeded: false,
    asOf: null,
    note: null,
  };
  const doubtful: FieldSource = { ...listing, field: 'PHONE', isVerified: false };
  const consulate = testConsulate('boise', { fieldSources: [listing, doubtful] });

  test('replaces the number and what was known of it, and nothing else', () => {
    const result = withConfirmedPhone(consulate, { consulateId: consulate.id, ...input });
    expect(result.phone).toBe('+12135550100');
    expect(result.fieldSources).toEqual([
      listing,
      {
        field: 'PHONE',
        source: 'confirmed by a call',
        isVerified: true,
        isRecheckNeeded: false,
        asOf: '2026-11-21',
        note: null,
      },
    ]);
    const { phone: _one, fieldSources: _two, ...rest } = result;
    expect(consulate).toMatchObject(rest);
  });

  test('gives a consulate the protection number it had none of', () => {
    const confirmation = { ...input, phoneKind: 'PROTECTION', consulateId: consulate.id } as const;
    const result = withConfirmedPhone(consulate, confirmation);
    expect(result.protectionPhone).toBe('+12135550100');
    expect(sourceOf(result, 'PROTECTION_PHONE')?.isVerified).toBe(true);
    expect(result.phone).toBe(consulate.phone);
  });
});
