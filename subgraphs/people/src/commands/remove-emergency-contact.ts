import type { RequestContext } from '@alert-button/platform/builder.ts';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import { runSqlIn } from '@alert-button/platform/database/open-database.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { policy } from '../policy.ts';
import { deleteContact, findContacts, saveContactOrder } from '../store/contact-store.ts';
import { revokeFollowLinksOf } from '../store/follow-link-store.ts';
import type { PersonRecord } from '../store/person-store.ts';
import { actAsPerson, type PersonNeeds } from './act-as-person.ts';
import { readStoredPerson } from './read-person.ts';

/**
 * Removes a contact and everything that is known of them; the others close up, and links that were
 * made for them end.
 *
 * @throws NotFoundError for a contact that is not there or somebody else's.
 */
export function createRemoveEmergencyContact(needs: PersonNeeds) {
  return async (
    request: RequestContext,
    { contactId }: { readonly contactId: string },
  ): Promise<PersonRecord> => {
    const viewer = permit(policy, 'removeEmergencyContact', request.viewer);
    return actAsPerson(
      needs,
      { ...request, viewer },
      'removeEmergencyContact',
      async (transaction, { id }) => {
        const contacts = await findContacts({ prisma: transaction }, needs.personKeys, id);
        const others = contacts.filter((known) => known.id !== contactId);
        if (others.length === contacts.length) throw new NotFoundError('contactId');
        await revokeFollowLinksOf(runSqlIn(transaction), contactId);
        await deleteContact(transaction, contactId);
        await saveContactOrder(
          transaction,
          others.map((other) => other.id),
        );
        return {
          event: 'EMERGENCY_CONTACTS_CHANGED',
          facts: { contactId },
          answer: () => readStoredPerson(transaction, needs.personKeys, id),
        };
      },
    );
  };
}
