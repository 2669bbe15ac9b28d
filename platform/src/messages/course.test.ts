import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Delivery } from './channel.ts';
import { nextAfter, type Course, type Next } from './course.ts';

const start: Course = {
  places: 3,
  place: 0,
  round: 0,
  refused: [],
  isMuted: false,
  isAccepted: false,
  nextAfterSeconds: null,
  ageSeconds: 0,
};
const accepted: Delivery = { kind: 'ACCEPTED' };
const failed: Delivery = { kind: 'FAILED', reason: 'CLOSED' };
const refused: Delivery = { kind: 'REFUSED', reason: 'GONE' };

describe('the course of a message', () => {
  test('one acceptance is enough, unless an answer is waited for', () => {
    expect(nextAfter(start, accepted, 0)).toEqual({ kind: 'END', status: 'SENT' });
    expect(nextAfter({ ...start, nextAfterSeconds: 45 }, accepted, 0)).toEqual({
      kind: 'TRY',
      place: 1,
      round: 0,
      refused: [],
      afterSeconds: 45,
    });
  });

  test('a failure goes on to the next address at once, and back to the first after a pause', () => {
    expect(nextAfter(start, failed, 0)).toMatchObject({ place: 1, afterSeconds: 0 });
    expect(nextAfter({ ...start, place: 2 }, failed, 1)).toMatchObject({
      place: 0,
      round: 1,
      afterSeconds: 2,
    });
  });

  test('a provider that says when is not asked before', () => {
    const busy: Delivery = { kind: 'FAILED', reason: 'BUSY', retryAfterSeconds: 90 };
    expect(nextAfter({ ...start, places: 1 }, busy, 0)).toMatchObject({ afterSeconds: 90 });
  });

  test('what refused is not asked again, and what nobody takes is dead', () => {
    const second = nextAfter({ ...start, places: 2 }, refused, 0);
    expect(second).toMatchObject({ place: 1, refused: [0] });
    expect(nextAfter({ ...start, places: 2, place: 1, refused: [0] }, failed, 0)).toMatchObject({
      place: 1,
      round: 1,
    });
    expect(nextAfter({ ...start, places: 2, place: 1, refused: [0] }, refused, 0)).toEqual({
      kind: 'END',
      status: 'DEAD',
    });
  });

  test('a muted one goes the same way, and ends as muted once its turn had come', () => {
    const muted = { ...start, isMuted: true };
    expect(nextAfter(muted, { kind: 'MUTED' }, 0)).toEqual({ kind: 'END', status: 'MUTED' });
    expect(nextAfter({ ...muted, nextAfterSeconds: 45 }, { kind: 'MUTED' }, 0)).toEqual(
      nextAfter({ ...start, nextAfterSeconds: 45 }, accepted, 0),
    );
    const behind = { ...muted, places: 2, place: 1, isAccepted: true };
    expect(nextAfter(behind, refused, 0)).toEqual({ kind: 'END', status: 'MUTED' });
  });

  test('a day is long enough', () => {
    const old = { ...start, places: 1, ageSeconds: 24 * 3600 + 1 };
    expect(nextAfter(old, failed, 0)).toEqual({ kind: 'END', status: 'DEAD' });
  });

  test('whatever providers do, each address is asked in turn and none twice after an acceptance', () => {
    const deliveries = fc.array(fc.constantFrom(accepted, failed, refused), { maxLength: 40 });
    const courses = fc.record({
      places: fc.integer({ min: 1, max: 5 }),
      nextAfterSeconds: fc.constantFrom(null, 45),
    });
    fc.assert(
      fc.property(courses, deliveries, (given, told) => {
        let course: Course = { ...start, ...given };
        const takenBy: number[] = [];
        for (const delivery of told) {
          expect(course.refused).not.toContain(course.place);
          if (delivery.kind === 'ACCEPTED') takenBy.push(course.place);
          const next: Next = nextAfter(course, delivery, 0.5);
          if (next.kind === 'END') {
            expect(next.status === 'SENT').toBe(takenBy.length > 0);
            break;
          }
          expect(next.place).toBeLessThan(course.places);
          course = { ...course, ...next, isAccepted: takenBy.length > 0 };
        }
        expect(new Set(takenBy).size).toBe(takenBy.length);
      }),
    );
  });
});
