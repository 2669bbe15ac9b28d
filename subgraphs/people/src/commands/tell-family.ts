import type { LoggedEvent } from '@alert-button/platform/event-log/event-log.ts';
import { isLast, isToldOf, stepOf, type ContactStep } from '../domain/contact-standing.ts';
import { ownStepOf } from '../domain/own-message.ts';
import type { PersonKeys } from '../store/person-keys.ts';
import { forgetAlert } from '../store/forget-alert.ts';
import {
  followedSince,
  insertTelling,
  lockFamily,
  type LogTransaction,
} from '../store/telling-store.ts';
import { isUuid } from '@alert-button/platform/uuid.ts';
import type { ContactMessages } from './contact-messages.ts';
import type { OwnMessages } from './own-messages.ts';

/** Names the cursor in alerts' log. */
export const familyConsumer = 'alerts-family';

/** As much as is read of what alerts' log says. */
interface AlertPayload {
  readonly alertId: string;
  readonly personId?: string;
  readonly isDrill?: boolean;
  /** Absent in older events, which are all LIVE. */
  readonly environment?: string;
  /** How the alert came in; absent in older events. */
  readonly channel?: string;
  /** What the phone shows of it; null when it stays between the desks. */
  readonly person?: { readonly kind: string } | null;
}

interface News {
  readonly alertId: string;
  readonly personId: string;
  readonly step: ContactStep;
  readonly channel: string | undefined;
  /** The same as in earnest, but that nothing leaves. */
  readonly isDrill: boolean;
}

/**
 * What an event is to a family, or null. They hear what the phone shows and nothing else: after a
 * request to cancel, the desks' acts stay between the desks, whoever has the phone.
 */
function newsOf(payload: AlertPayload): News | null {
  const { alertId, personId, isDrill = false, environment = 'LIVE', channel, person } = payload;
  // Without a person it is of an alert that was purged since.
  if (environment !== 'LIVE' || personId === undefined || person == null) return null;
  const step = stepOf(person.kind);
  if (step === null || !isUuid(alertId) || !isUuid(personId)) return null;
  return { alertId, personId, step, channel, isDrill };
}

export interface TellFamilyNeeds {
  readonly personKeys: PersonKeys;
  readonly contactMessages: ContactMessages;
  readonly ownMessages: OwnMessages;
}

/**
 * Queues a message to each contact who is told of what happened, once for each step of an alert, in
 * the transaction that moves the cursor: it happens once or not at all. Whoever called without an
 * app is told themself. Sending is the queue's. In a drill the same is queued for contacts, muted;
 * what alerts has purged is forgotten.
 */
export function createTellFamily({ personKeys, contactMessages, ownMessages }: TellFamilyNeeds) {
  return async (transaction: LogTransaction, event: LoggedEvent): Promise<void> => {
    if (event.kind === 'PURGED') return forgetAlert(transaction, event.subjectId);
    const news = newsOf(event.payload as AlertPayload);
    if (news === null) return;
    if (event.at < (await followedSince(transaction, familyConsumer))) return;
    const family = await lockFamily(transaction, personKeys, news.personId);
    if (family === null) return;
    const { isDrill, step, channel, ...about } = news;
    const ownStep = ownStepOf(step);
    // Whoever rehearses a call has an operator on the line, who tells them.
    if (ownStep !== null && !isDrill) {
      await ownMessages.tell(transaction, { ...about, step: ownStep, channel });
    }
    if (family.isWithdrawn) return;
    for (const contact of family.contacts) {
      if (isLast(step)) await contactMessages.dropOlder(transaction, about.alertId, contact.id);
      if (!isToldOf(contact, step)) continue;
      const id = crypto.randomUUID();
      const telling = { id, ...about, contactId: contact.id, step };
      if (!(await insertTelling(transaction, telling))) continue;
      await contactMessages.tell(transaction, {
        telling,
        contact,
        eventId: event.id,
        personLanguages: family.languages,
        isMuted: isDrill,
      });
    }
  };
}
