import { describe, expect, test } from '@jest/globals';
import { compare } from './t-test.ts';

/** Of some thousand values that look random and are the same in every run. */
function sample(count: number, mean: number, seed: number): number[] {
  let state = seed;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  return Array.from({ length: count }, () => mean + next() + next() + next() - 1.5);
}

describe('comparing two samples', () => {
  test('says what the tables say of t', () => {
    // Means 0 and d, each with a squared error of 1/2, so that t is d.
    const around = (mean: number) => [mean - 1, mean + 1];
    for (const [t, p] of [
      [1.96, 0.05],
      [2.576, 0.01],
      [3.291, 0.001],
    ] as const) {
      const found = compare(around(0), around(t * Math.SQRT2));
      expect(found.t).toBeCloseTo(t, 6);
      expect(found.p).toBeCloseTo(p, 4);
    }
  });

  test('finds no difference where there is none, and a small one where there is', () => {
    expect(compare(sample(2000, 30, 7), sample(2000, 30, 11)).p).toBeGreaterThan(0.01);
    const { p, difference } = compare(sample(2000, 30, 7), sample(2000, 30.1, 11));
    expect(p).toBeLessThan(0.001);
    expect(difference).toBeCloseTo(0.1, 1);
  });
});
