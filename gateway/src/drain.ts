import { setTimeout as delay } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { reasonToSpread, serviceRestart } from './farewell.ts';

const batchesPerSecond = 5;
/** So many a second, and more when there are so many that the drain would take too long. */
const smallestBatch = 200 / batchesPerSecond;
const drainWithinMilliseconds = 8_000;
/** Another gateway takes so many back a second without anybody noticing. */
const returnsPerSecond = 500;
const shortestSpreadMilliseconds = 250;
const longestSpreadMilliseconds = 10_000;

/** Within how long so many clients come back, so that nobody is run over. */
export function spreadOf(sockets: number): number {
  const wanted = (sockets / returnsPerSecond) * 1000;
  return Math.min(Math.max(wanted, shortestSpreadMilliseconds), longestSpreadMilliseconds);
}

/** Closes all sockets in batches, so that this process has time for those that are still open. */
export async function drainSockets(open: readonly WebSocket[]): Promise<void> {
  const reason = reasonToSpread('Service restart', spreadOf(open.length));
  const pause = 1000 / batchesPerSecond;
  const size = Math.max(smallestBatch, Math.ceil(open.length / (drainWithinMilliseconds / pause)));
  for (let start = 0; start < open.length; start += size) {
    if (start > 0) await delay(pause);
    for (const socket of open.slice(start, start + size)) {
      socket.close(serviceRestart, reason);
    }
  }
}
