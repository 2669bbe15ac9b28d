import { createConsumer } from '@alert-button/platform/event-log/consumer.ts';
import type { Broker } from '@alert-button/platform/event-log/broker.ts';
import { listenTo } from '@alert-button/platform/event-log/open.ts';
import type { Sealer } from '@alert-button/platform/keys.ts';
import type { Log } from '@alert-button/platform/log.ts';
import type { Channel } from '@alert-button/platform/messages/channel.ts';
import { deliverMessages } from '@alert-button/platform/messages/delivery.ts';
import type { ContactMessages } from './commands/contact-messages.ts';
import type { OwnMessages } from './commands/own-messages.ts';
import { createTellFamily, familyConsumer } from './commands/tell-family.ts';
import type { Database } from './store/database.ts';
import type { PersonKeys } from './store/person-keys.ts';
import { forgetPhoneLimits } from './store/own-phone-store.ts';
import { forgetTellings } from './store/telling-store.ts';

/** As long as the queue keeps the log of what it sent. */
const rememberedDays = 30;
const forgetEveryMilliseconds = 3_600_000;

export interface FamilyLoopOptions {
  readonly database: Database;
  /** Alerts' database as its reader role, which sees the view `events` and nothing else. */
  readonly alerts: Database;
  readonly broker: Broker | null;
  readonly personKeys: PersonKeys;
  readonly contactMessages: ContactMessages;
  readonly ownMessages: OwnMessages;
  readonly sealer: Sealer;
  readonly channels: readonly Channel[];
  readonly log: Log;
}

export interface FamilyLoop extends AsyncDisposable {
  /** Call after COMMIT: a message may have been queued. */
  wake(): void;
}

/**
 * Follows alerts' log, queues what families are told, and sends it, until disposed. None of it is
 * on the way of a press: what stands still here is later for the family and the same for a desk.
 */
export function tellFamilies(options: FamilyLoopOptions): FamilyLoop {
  const { database, alerts, broker, sealer, channels, log } = options;
  const closing = new AsyncDisposableStack();
  const delivery = closing.use(
    deliverMessages({ pool: database.pool, sealer, channels, log, retentionDays: rememberedDays }),
  );
  closing.use(
    createConsumer({
      name: familyConsumer,
      source: alerts.pool,
      listen: listenTo({ subgraph: 'alerts', database: alerts, broker, log }),
      target: database.pool,
      apply: createTellFamily(options),
      applied: async () => delivery.wake(),
      log,
    }),
  );
  const timer = setInterval(() => {
    const forgetting = forgetTellings(database, rememberedDays);
    forgetting
      .then(() => forgetPhoneLimits(database))
      .catch((error: unknown) =>
        log.warn('Cannot forget who was told long ago; trying again', { error }),
      );
  }, forgetEveryMilliseconds);
  closing.defer(() => clearInterval(timer));
  return {
    wake: () => delivery.wake(),
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}
