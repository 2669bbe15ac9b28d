import { availableParallelism, loadavg } from 'node:os';

/** A system that itself keeps every processor busy must not be waited for without end. */
const leastShare = 0.1;

/** Which part of a processor whoever wants one gets: 1 on an idle machine, 0.1 at the least. */
export function shareOfMachine(): number {
  const wanting = loadavg()[0] ?? 0;
  return Math.max(leastShare, Math.min(1, availableParallelism() / Math.max(wanting, 1)));
}
