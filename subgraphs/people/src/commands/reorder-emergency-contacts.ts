import type { RequestContext } from '@alert-button/platform/builder.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { orderContacts } from '../domain/emergency-contact.ts';
import { policy } from '../policy.ts';
import { findContacts, saveContactOrder } from '../store/contact-store.ts';
import type { PersonRecord } from '../store/person-store.ts';
import { actAsPerson, type PersonNeeds } from './act-as-person.ts';
import { readStoredPerson } from './read-person.ts';

/**
 * Puts the person's contacts into another order: the first is told first.
 *
 * @throws InvalidInputError unless the ids are those of all contacts, each once.
 */
export function createReorderEmergencyContacts(needs: PersonNeeds) {
  return async (
    request: RequestContext,
    { contactIds }: { readonly contactIds: readonly string[] },
  ): Promise<PersonRecord> => {
    const viewer = permit(policy, 'reorderEmergencyContacts', request.viewer);
    return actAsPerson(
      needs,
      { ...request, viewer },
      'reorderEmergencyContacts',
      async (transaction, { id }) => {
        const contacts = await findContacts({ prisma: transaction }, needs.personKeys, id);
        const known = contacts.map((contact) => contact.id);
        const ordered = orderContacts(known, contactIds);
        const isSame = ordered.every((contactId, index) => contactId === known[index]);
        if (!isSame) await saveContactOrder(transaction, ordered);
        return {
          event: isSame ? null : 'EMERGENCY_CONTACTS_CHANGED',
          answer: () => readStoredPerson(transaction, needs.personKeys, id),
        };
      },
    );
  };
}
