import type { Broker } from '@alert-button/platform/event-log/broker.ts';
import { createConsumer } from '@alert-button/platform/event-log/consumer.ts';
import { listenTo } from '@alert-button/platform/event-log/open.ts';
import type { Log } from '@alert-button/platform/log.ts';
import {
  createWakeDevices,
  wakingConsumer,
  type WakeDevicesNeeds,
} from './commands/wake-devices.ts';
import type { Database } from './store/database.ts';

export interface WakingLoopOptions extends WakeDevicesNeeds {
  readonly database: Database;
  /** Alerts' database as its reader role, which sees the view `events` and nothing else. */
  readonly alerts: Database;
  readonly broker: Broker | null;
  readonly log: Log;
  /** Called when something may have been queued. */
  readonly queued: () => void;
}

/**
 * Follows alerts' log and queues what wakes the telephones of persons, until disposed. By a cursor
 * of its own: what holds up families does not hold up the person, nor the other way round.
 */
export function wakePersons(options: WakingLoopOptions): AsyncDisposable {
  const { database, alerts, broker, log, queued } = options;
  return createConsumer({
    name: wakingConsumer,
    source: alerts.pool,
    listen: listenTo({ subgraph: 'alerts', database: alerts, broker, log }),
    target: database.pool,
    apply: createWakeDevices(options),
    applied: async () => queued(),
    log,
  });
}
