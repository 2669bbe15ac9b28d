import { describe, expect, test } from '@jest/globals';
import { isHushing, isWaking } from './waking.ts';

describe('a telephone', () => {
  test('is woken when somebody answers, when a desk wrote, and at the end', () => {
    for (const kind of ['ACKNOWLEDGED', 'DESK_WROTE', 'RESOLVED', 'CANCEL_CONFIRMED']) {
      expect(isWaking(kind)).toBe(true);
    }
  });

  test('is not woken by what was done on it, nor by what changes nothing for its person', () => {
    const others = ['RAISED', 'PRESSED_AGAIN', 'POSITION_UPDATED', 'PERSON_WROTE', 'ESCALATED'];
    for (const kind of [...others, 'CANCEL_REQUESTED', 'TRANSFERRED', 'SOMETHING_NEW']) {
      expect(isWaking(kind)).toBe(false);
    }
  });

  test('is left alone from a request to cancel on', () => {
    expect(isHushing('CANCEL_REQUESTED')).toBe(true);
    expect(isHushing('CANCEL_CONFIRMED')).toBe(false);
  });
});
