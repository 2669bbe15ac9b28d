import { appendAudit } from '@alert-button/platform/audit/append-audit.ts';
import type { RequestContext } from '@alert-button/platform/builder.ts';
import { runSqlIn } from '@alert-button/platform/database/open-database.ts';
import { appendEvent } from '@alert-button/platform/event-log/append.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { personEvent } from '../events.ts';
import { policy } from '../policy.ts';
import { findContacts } from '../store/contact-store.ts';
import { findPersonsWithPhone } from '../store/contact-consent-store.ts';
import { lockPerson, savePerson } from '../store/person-store.ts';
import { actAsContact } from './act-as-contact.ts';
import type { ContactNeeds } from './add-emergency-contact.ts';
import { endTelling, type AnsweredContact } from './contact-answer.ts';

/**
 * A contact does not want to be told any more; nothing is sent from then on. Any message they had
 * lets them, whenever it came; doing it again changes nothing.
 *
 * @throws NotFoundError for a token of nothing of the kind.
 */
export function createWithdrawContact(needs: ContactNeeds) {
  return async (
    request: RequestContext,
    { token }: { readonly token: string },
  ): Promise<AnsweredContact> => {
    permit(policy, 'withdrawContact', request.viewer);
    return actAsContact(
      needs,
      request.requestId,
      'withdrawContact',
      token,
      { purposes: ['QUESTION', 'EXIT'], isOnce: false },
      async (transaction, person, contact) => {
        const { standing } = contact;
        if (standing === 'DECLINED' || standing === 'WITHDRAWN') {
          return { event: null, answer: { standing } };
        }
        await endTelling(needs, transaction, person.id, contact, 'WITHDRAWN');
        return {
          event: 'EMERGENCY_CONTACTS_CHANGED',
          facts: { contactId: contact.id },
          answer: { standing: 'WITHDRAWN' },
        };
      },
    );
  };
}

/**
 * The owner of a number wants to hear of nobody any more: for whoever receives their STOP. The
 * number is in the form of E.164. Gives how many persons' contact they were.
 */
export function createWithdrawPhone(needs: ContactNeeds) {
  return async (requestId: string, phone: string): Promise<number> => {
    const index = needs.phoneIndex(phone);
    const personIds = await findPersonsWithPhone(needs.database, index);
    let ended = 0;
    for (const personId of personIds) {
      await needs.database.transaction(async (transaction) => {
        const person = await lockPerson(transaction, personId);
        const contacts = await findContacts({ prisma: transaction }, needs.personKeys, personId);
        const contact = contacts.find(({ addressIndexes }) => addressIndexes.includes(index));
        if (contact === undefined) return;
        if (contact.standing === 'DECLINED' || contact.standing === 'WITHDRAWN') return;
        await endTelling(needs, transaction, personId, contact, 'WITHDRAWN');
        const changed = { ...person, version: person.version + 1 };
        await savePerson(transaction, changed);
        const event = personEvent('EMERGENCY_CONTACTS_CHANGED', changed);
        await appendEvent(runSqlIn(transaction), event);
        await appendAudit(transaction, {
          actorKind: 'CONTACT',
          actorId: contact.id,
          action: 'withdrawContact',
          subjectId: personId,
          requestId,
          facts: { contactId: contact.id, by: 'SMS' },
        });
        ended += 1;
      });
    }
    if (ended > 0) needs.announce();
    return ended;
  };
}
