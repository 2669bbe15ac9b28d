import { expect, test } from '@jest/globals';
import { latencyOf, percentile } from './latency.ts';

test('a percentile is a value of the sample, by nearest rank, whatever the order', () => {
  const sample = [5, 1, 4, 2, 3];
  expect(percentile(sample, 0.5)).toBe(3);
  expect(percentile(sample, 0.2)).toBe(1);
  expect(percentile(sample, 0.21)).toBe(2);
  expect(percentile(sample, 1)).toBe(5);
});

test('of a hundred answers p99 is the second slowest', () => {
  const sample = Array.from({ length: 100 }, (_, index) => index + 1);
  expect(latencyOf(sample)).toEqual({ p50: 50, p99: 99, p999: 100, max: 100 });
});

test('nothing measured is no number, not zero', () => {
  expect(latencyOf([])).toEqual({ p50: NaN, p99: NaN, p999: NaN, max: NaN });
});
