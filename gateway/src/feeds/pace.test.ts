import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createPace } from './pace.ts';

/** When the looks begin that are asked for at these moments; what is asked meanwhile is one look. */
function looksFor(asked: readonly number[]): number[] {
  const pace = createPace();
  const looks: number[] = [];
  for (const moment of asked) {
    const last = looks.at(-1);
    if (last !== undefined && last >= moment) continue;
    const at = moment + pace.waitMilliseconds(moment);
    pace.looked(at);
    looks.push(at);
  }
  return looks;
}

const moments = fc
  .array(fc.integer({ min: 1, max: 2_000 }), { maxLength: 300 })
  .map((gaps) => gaps.map((gap, index) => gap + gaps.slice(0, index).reduce((a, b) => a + b, 0)));

test('the first look after a quiet second goes at once', () => {
  fc.assert(
    fc.property(moments, (later) => {
      const asked = [0, ...later];
      const looks = looksFor(asked);
      for (const [index, look] of looks.entries()) {
        const before = looks[index - 1] ?? -Infinity;
        const first = asked.find((moment) => moment > before) ?? 0;
        if (first - before >= 1_000) expect(look).toBe(first);
      }
    }),
  );
});

test('whatever is asked is looked for within a quarter of a second', () => {
  fc.assert(
    fc.property(moments, (asked) => {
      const looks = looksFor(asked);
      for (const moment of asked) {
        expect(looks.some((look) => look >= moment && look - moment <= 250)).toBe(true);
      }
    }),
  );
});

test('once busy it looks four times a second, however often it is asked', () => {
  const asked = Array.from({ length: 10_000 }, (_, millisecond) => millisecond);
  const looks = looksFor(asked);
  expect(looks.slice(0, 5)).toEqual([0, 1, 2, 3, 4]);
  const gaps = looks.slice(5).map((look, index) => look - (looks[index + 4] ?? 0));
  expect(gaps.every((gap) => gap === 250)).toBe(true);
});

test('five looks a second are not slowed down by more than their own distance', () => {
  const asked = Array.from({ length: 100 }, (_, index) => index * 300);
  expect(looksFor(asked)).toEqual(asked);
});
