import { randomUUID } from 'node:crypto';
import { createConsumer } from '@alert-button/platform/event-log/consumer.ts';
import type { Consumer } from '@alert-button/platform/event-log/event-log.ts';
import { createLog } from '@alert-button/platform/log.ts';
import { until } from '@alert-button/platform/testing/until.ts';
import { groupPress } from '../commands/group-press.ts';
import { raiseAlert } from '../commands/raise-alert.ts';
import type { Services } from '../commands/services.ts';
import { asking, somebody } from './services.ts';

export const houston = { latitude: 29.7604, longitude: -95.3698 };

/** Raises alerts at one place, all at the same time; their ids. */
export async function raiseMany(
  services: Services,
  count: number,
  { position = houston, drill = false }: { position?: typeof houston | null; drill?: boolean } = {},
): Promise<string[]> {
  const press = async () => {
    const input = { idempotencyKey: randomUUID(), position, channel: 'APP', drill } as const;
    return (await raiseAlert(services, asking(somebody()), input)).record.alert.id;
  };
  return Promise.all(Array.from({ length: count }, press));
}

/** The grouping of one process, as `server.ts` sets it up. */
export const openGrouping = (services: Services): Consumer =>
  createConsumer({
    name: 'alerts-groups',
    source: services.database.pool,
    listen: async (_wake, signal) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true })),
    target: services.database.pool,
    apply: (transaction, event) => groupPress(services, transaction, event),
    applied: async () => undefined,
    log: createLog('alerts', 'silent'),
    pollMilliseconds: 50,
  });

/** Everything that happened so far has its place in the log, and has been grouped. */
export async function allGrouped({ database, log }: Services, grouping: Consumer): Promise<void> {
  await until(async () => {
    log.announce();
    const { rowCount } = await database.pool.query(
      'select from event where position is null limit 1',
    );
    return rowCount === 0;
  }, 'everything has a position');
  await grouping.caughtUp();
}
