import { setTimeout as delay } from 'node:timers/promises';
import type { EventLog } from '@alert-button/platform/event-log/event-log.ts';
import type { Log } from '@alert-button/platform/log.ts';
import type { DirectoryCopy } from './stored-directory.ts';

const againMilliseconds = 1_000;

export interface FollowDirectoryNeeds {
  readonly directory: DirectoryCopy;
  readonly events: EventLog;
  readonly log: Log;
}

/**
 * Keeps the copy in memory up with what is published, also by other processes of this subgraph.
 * Resolves after `signal`.
 *
 * @param after position of the log that the copy is known to have.
 */
export async function followDirectory(
  { directory, events, log }: FollowDirectoryNeeds,
  after: number,
  signal: AbortSignal,
): Promise<void> {
  let position = after;
  while (!signal.aborted) {
    try {
      for await (const hints of events.hints(position, signal)) {
        await directory.reload();
        position = hints.at(-1)?.position ?? position;
      }
    } catch (error) {
      log.warn('Cannot follow what is published; trying again', { error });
    }
    await delay(againMilliseconds, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
