import { runSqlIn } from '@alert-button/platform/database/open-database.ts';
import type { ContactStanding } from '../domain/contact-standing.ts';
import { saveRefusals } from '../store/contact-consent-store.ts';
import { saveTrust } from '../store/contact-device-store.ts';
import { endContactLinks } from '../store/contact-link-store.ts';
import { saveStanding, type ContactRecord } from '../store/contact-store.ts';
import type { Transaction } from '../store/database.ts';
import { revokeFollowLinksOf } from '../store/follow-link-store.ts';
import type { ContactNeeds } from './add-emergency-contact.ts';

/** What a contact is shown of themselves: nothing of the person who named them. */
export interface AnsweredContact {
  readonly standing: ContactStanding;
}

/**
 * A contact does not want to be told, or not any more: what waits to be sent is not, what they were
 * trusted with ends, and entering their addresses again asks nobody.
 */
export async function endTelling(
  needs: ContactNeeds,
  transaction: Transaction,
  personId: string,
  contact: ContactRecord,
  standing: 'DECLINED' | 'WITHDRAWN',
): Promise<void> {
  await saveStanding(transaction, contact.id, standing);
  await saveRefusals(transaction, personId, contact.addressIndexes);
  await endContactLinks(transaction, contact.id, 'QUESTION');
  await endContactLinks(transaction, contact.id, 'REVOCATION');
  await saveTrust(transaction, needs.personKeys, personId, contact.id, []);
  await revokeFollowLinksOf(runSqlIn(transaction), contact.id);
  await needs.contactMessages.dropWaiting(transaction, contact.id);
}
