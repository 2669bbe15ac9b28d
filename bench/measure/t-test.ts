import type { Sample } from './latency.ts';

export interface Comparison {
  /** How far the mean of the second is above that of the first; in their unit. */
  readonly difference: number;
  readonly t: number;
  /** How often samples of one and the same kind would be as far apart as these, or farther. */
  readonly p: number;
}

const meanOf = (sample: Sample) => sample.reduce((sum, value) => sum + value, 0) / sample.length;

/** Welch's t-test. The distribution of t is taken as normal: for samples of a hundred and more. */
export function compare(first: Sample, second: Sample): Comparison {
  const [mean, other] = [meanOf(first), meanOf(second)];
  const errorOf = (sample: Sample, of: number) =>
    sample.reduce((sum, value) => sum + (value - of) ** 2, 0) / (sample.length - 1) / sample.length;
  const difference = other - mean;
  const t = difference / Math.sqrt(errorOf(first, mean) + errorOf(second, other));
  return { difference, t, p: twoSided(Math.abs(t)) };
}

/** Abramowitz and Stegun 26.2.17; off by less than 10⁻⁷. */
function twoSided(z: number): number {
  const k = 1 / (1 + 0.231_641_9 * z);
  const series =
    k *
    (0.319_381_53 +
      k * (-0.356_563_782 + k * (1.781_477_937 + k * (-1.821_255_978 + k * 1.330_274_429))));
  return 2 * (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}
