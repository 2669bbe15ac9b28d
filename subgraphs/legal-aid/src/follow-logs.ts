import type { Broker } from '@alert-button/platform/event-log/broker.ts';
import { createConsumer, type ConsumerOptions } from '@alert-button/platform/event-log/consumer.ts';
import { listenTo } from '@alert-button/platform/event-log/open.ts';
import type { Log } from '@alert-button/platform/log.ts';
import type { Database } from './store/database.ts';
import { countAlert } from './store/counted-alerts.ts';
import { applyAlertEvent } from './store/known-alerts.ts';
import { applyDeskEvent } from './store/known-desks.ts';
import { applyDutyEvent } from './store/known-duty.ts';
import { applyConsentEvent } from './store/statistics-consents.ts';

export interface FollowLogsOptions {
  readonly database: Database;
  /** Alerts' database as its reader role, which sees the view `events` and nothing else. */
  readonly alerts: Database;
  /** The consulates', likewise. */
  readonly directory: Database;
  /** People's, likewise. */
  readonly people: Database;
  readonly broker: Broker | null;
  readonly log: Log;
}

/**
 * Keeps our own copies of how alerts stand, which desk has which code and who is on duty there, and who
 * agreed to count in figures, until disposed. It is on
 * nobody's way: what stands still here is a matter that is opened later.
 */
export function followLogs(options: FollowLogsOptions) {
  const { database, alerts, directory, people, broker, log } = options;
  const closing = new AsyncDisposableStack();
  const follow = (
    subgraph: string,
    source: Database,
    options: Pick<ConsumerOptions, 'name' | 'apply'>,
  ) =>
    closing.use(
      createConsumer({
        ...options,
        source: source.pool,
        listen: listenTo({ subgraph, database: source, broker, log }),
        target: database.pool,
        // Nothing is kept in memory.
        applied: async () => undefined,
        log,
      }),
    );
  follow('consulates', directory, {
    name: 'consulates-desks',
    async apply(transaction, event) {
      await applyDeskEvent(transaction, event);
      await applyDutyEvent(transaction, event);
    },
  });
  follow('people', people, { name: 'people-statistics', apply: applyConsentEvent });
  follow('alerts', alerts, {
    name: 'alerts-matters',
    async apply(transaction, event) {
      await applyAlertEvent(transaction, event);
      await countAlert(transaction, event);
    },
  });
  return closing;
}
