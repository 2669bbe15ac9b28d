import { appendAudit } from '@alert-button/platform/audit/append-audit.ts';
import { runSqlIn } from '@alert-button/platform/database/open-database.ts';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import { appendEvent } from '@alert-button/platform/event-log/append.ts';
import { isToken, type LinkPurpose } from '../domain/contact-link.ts';
import type { Person } from '../domain/person.ts';
import { personEvent, type PersonEventKind } from '../events.ts';
import { findContactLink, useContactLink } from '../store/contact-link-store.ts';
import { findContacts, type ContactRecord } from '../store/contact-store.ts';
import type { Transaction } from '../store/database.ts';
import { lockPerson, savePerson } from '../store/person-store.ts';
import type { PersonNeeds } from './act-as-person.ts';
import { hashToken } from './credentials/contact-token.ts';

export interface ContactLinkRules {
  /** What the link has to be for. */
  readonly purposes: readonly LinkPurpose[];
  /** Whether it is used up by the act; one that was, or has expired, is then none. */
  readonly isOnce: boolean;
}

export interface ContactActOutcome<T> {
  /** Null: nothing changed. */
  readonly event: PersonEventKind | null;
  readonly payload?: Readonly<Record<string, string | null>>;
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
  readonly answer: T;
}

/**
 * One act of a contact, who proves by a token from a message that they are meant: state, event and
 * audit entry in one transaction, and one act after the other with those of the person.
 *
 * @throws NotFoundError, the same for a token that never was, was used, has expired or is for
 *   something else; and what `work` throws.
 */
export async function actAsContact<T>(
  { database, personKeys, announce }: PersonNeeds,
  requestId: string,
  action: string,
  token: string,
  { purposes, isOnce }: ContactLinkRules,
  work: (
    transaction: Transaction,
    person: Person,
    contact: ContactRecord,
  ) => Promise<ContactActOutcome<T>>,
): Promise<T> {
  const refused = () => new NotFoundError('token');
  if (!isToken(token)) throw refused();
  const tokenHash = hashToken(token);
  const { answer, hasEvent } = await database.transaction(async (transaction) => {
    const named = await findContactLink(transaction, tokenHash);
    if (named === null) throw refused();
    const person = await lockPerson(transaction, named.personId);
    const link = await findContactLink(transaction, tokenHash);
    if (link === null || !purposes.includes(link.purpose) || (isOnce && link.isOver)) {
      throw refused();
    }
    const contacts = await findContacts({ prisma: transaction }, personKeys, person.id);
    const contact = contacts.find(({ id }) => id === link.contactId);
    if (contact === undefined) throw refused();
    const outcome = await work(transaction, person, contact);
    if (isOnce) await useContactLink(transaction, tokenHash);
    if (outcome.event !== null) {
      const changed = { ...person, version: person.version + 1 };
      await savePerson(transaction, changed);
      await appendEvent(
        runSqlIn(transaction),
        personEvent(outcome.event, changed, outcome.payload),
      );
    }
    await appendAudit(transaction, {
      actorKind: 'CONTACT',
      actorId: contact.id,
      action,
      subjectId: person.id,
      requestId,
      facts: outcome.facts ?? {},
    });
    return { answer: outcome.answer, hasEvent: outcome.event !== null };
  });
  if (hasEvent) announce();
  return answer;
}
