import type { LoggedEvent } from '@alert-button/platform/event-log/event-log.ts';
import type { RunSql } from '@alert-button/platform/event-log/append.ts';
import type { Sealer } from '@alert-button/platform/keys.ts';
import { enqueueMessage, settleMessages } from '@alert-button/platform/messages/queue.ts';
import { isHushing, isWaking, wakingContent } from '../domain/waking.ts';
import { lockWakeable, wakingSubject } from '../store/device-push-store.ts';
import type { PersonKeys } from '../store/person-keys.ts';
import { followedSince, type LogTransaction } from '../store/telling-store.ts';
import { isUuid } from '@alert-button/platform/uuid.ts';

/** Names the cursor in alerts' log. */
export const wakingConsumer = 'alerts-waking';

/** As much as is read of what alerts' log says. */
interface AlertPayload {
  readonly personId: string;
  readonly isDrill?: boolean;
  /** Absent in older events, which are all LIVE. */
  readonly environment?: string;
  /** What the phone shows of it; null when it stays between the desks. */
  readonly person?: { readonly kind: string } | null;
}

/** What the phone shows of an event of the real thing; null for everything else. */
function shownOf({ personId, isDrill, environment = 'LIVE', person }: AlertPayload) {
  if (environment !== 'LIVE' || isDrill === true || person == null) return null;
  const { kind } = person;
  return (isWaking(kind) || isHushing(kind)) && isUuid(personId) ? kind : null;
}

export interface WakeDevicesNeeds {
  readonly personKeys: PersonKeys;
  /** Seals what waits to be sent. */
  readonly sealer: Sealer;
}

/**
 * Queues what wakes the devices of a person when there is something to look at, once for each event
 * and device, in the transaction that moves the cursor. By what the phone shows alone: after a
 * request to cancel nothing that the desks do lights up a screen, true or forced, and what had not
 * been sent by then is dropped.
 */
export function createWakeDevices({ personKeys, sealer }: WakeDevicesNeeds) {
  return async (transaction: LogTransaction, event: LoggedEvent): Promise<void> => {
    const { personId } = event.payload as AlertPayload;
    const kind = shownOf(event.payload as AlertPayload);
    if (kind === null) return;
    if (event.at < (await followedSince(transaction, wakingConsumer))) return;
    const run: RunSql = (text, values) => transaction.query(text, [...values]);
    for (const { id: deviceId, addresses } of await lockWakeable(
      transaction,
      personKeys,
      personId,
    )) {
      const subject = wakingSubject(deviceId);
      if (isHushing(kind)) {
        await settleMessages(run, subject, deviceId);
        continue;
      }
      await enqueueMessage(run, sealer, {
        id: crypto.randomUUID(),
        subject,
        recipient: deviceId,
        onceKey: `wake:${event.id}:${deviceId}`,
        content: wakingContent,
        addresses,
        nextAfterSeconds: null,
        isMuted: false,
      });
    }
  };
}
