import type { RequestContext } from '@alert-button/platform/builder.ts';
import {
  readMessages,
  type LoggedMessage,
  type MessageStatus,
} from '@alert-button/platform/messages/queue.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { contactChannels, type ContactChannel } from '../domain/contact-address.ts';
import type { ContactStep } from '../domain/contact-standing.ts';
import { policy } from '../policy.ts';
import { findContacts, type ContactRecord } from '../store/contact-store.ts';
import { findTellings } from '../store/telling-store.ts';
import type { PersonNeeds } from './act-as-person.ts';
import type { ContactNeeds } from './add-emergency-contact.ts';
import { isUuid } from '@alert-button/platform/uuid.ts';

/** What became of a message: a provider took it, none did, it waits, it was old before, or it is of a drill. */
export type ContactDeliveryState =
  'PENDING' | 'REACHED_PROVIDER' | 'FAILED' | 'SUPERSEDED' | 'MUTED';

/** That a contact was told of a step, and how far it came; never to which address. */
export interface ContactDelivery {
  readonly id: string;
  readonly contact: ContactRecord;
  readonly step: ContactStep;
  readonly state: ContactDeliveryState;
  readonly queuedAt: Date;
  readonly reachedAt: Date | null;
  /** Attempts so far, and those of them that came to nothing. */
  readonly attempts: number;
  readonly failures: number;
  /** By what it was tried, in that order. */
  readonly channels: readonly ContactChannel[];
  /** Of a drill, what would stand in it. */
  readonly link: string | null;
}

const states: Readonly<Record<MessageStatus, ContactDeliveryState>> = {
  WAITING: 'PENDING',
  SENT: 'REACHED_PROVIDER',
  SETTLED: 'SUPERSEDED',
  DEAD: 'FAILED',
  MUTED: 'MUTED',
};

/**
 * Who of their contacts was told of what in an alert, in order. Nothing of an alert that is not
 * there or somebody else's.
 */
export function createReadContactDeliveries({
  database,
  personKeys,
  contactMessages,
}: PersonNeeds & Pick<ContactNeeds, 'contactMessages'>) {
  return async (
    { viewer }: RequestContext,
    alertId: string,
  ): Promise<readonly ContactDelivery[]> => {
    const { personId } = permit(policy, 'contactDeliveries', viewer);
    if (!isUuid(alertId)) return [];
    const id = alertId.toLowerCase();
    const tellings = await findTellings(database, personId, id);
    if (tellings.length === 0) return [];
    const contacts = await findContacts(database, personKeys, personId);
    const messages = await readMessages(database.pool, id);
    const deliveries = tellings.map(async (telling) => {
      const contact = contacts.find((known) => known.id === telling.contactId);
      const message = messages.find((known) => known.id === telling.id);
      if (contact === undefined || message === undefined) return [];
      const { isMuted } = message;
      const link = isMuted ? await contactMessages.readMutedLink(database, telling.id) : null;
      return [{ id: telling.id, contact, step: telling.step, link, ...progressOf(message) }];
    });
    return (await Promise.all(deliveries)).flat();
  };
}

const isContactChannel = (kind: string): kind is ContactChannel =>
  contactChannels.some((channel) => channel === kind);

function progressOf({ status, queuedAt, acceptedAt, attempts }: LoggedMessage) {
  const failed = attempts.filter(({ outcome }) => outcome === 'FAILED' || outcome === 'REFUSED');
  return {
    state: acceptedAt === null ? states[status] : ('REACHED_PROVIDER' as const),
    queuedAt,
    reachedAt: acceptedAt,
    attempts: attempts.length,
    failures: failed.length,
    channels: attempts.map(({ channel }) => channel).filter(isContactChannel),
  };
}
