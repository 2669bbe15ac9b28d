/** Milliseconds of each answer, in no order. */
export type Sample = readonly number[];

/** What a sample comes to; milliseconds. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

/** The value below which that share of the sample lies (nearest rank). */
export function percentile(sample: Sample, share: number): number {
  const sorted = sample.toSorted((a, b) => a - b);
  const rank = Math.max(0, Math.ceil(share * sorted.length) - 1);
  return sorted[rank] ?? Number.NaN;
}

export function latencyOf(sample: Sample): Latency {
  return {
    p50: percentile(sample, 0.5),
    p99: percentile(sample, 0.99),
    p999: percentile(sample, 0.999),
    max: percentile(sample, 1),
  };
}
