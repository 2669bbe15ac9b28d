import type { RequestContext } from '@alert-button/platform/builder.ts';
import { ConflictError } from '@alert-button/platform/errors.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { policy } from '../policy.ts';
import type { ContactRecord } from '../store/contact-store.ts';
import { actAsPerson } from './act-as-person.ts';
import { requireContact, type ContactNeeds } from './add-emergency-contact.ts';

/**
 * Asks a contact once more whether they want to be told; the question before can be answered no
 * longer. How many questions reach one address a day is limited, and this does not tell.
 *
 * @throws NotFoundError for a contact that is not there or somebody else's; ConflictError when the
 *   contact has answered.
 */
export function createAskContact(needs: ContactNeeds) {
  return async (
    request: RequestContext,
    { contactId }: { readonly contactId: string },
  ): Promise<ContactRecord> => {
    const viewer = permit(policy, 'askContact', request.viewer);
    return actAsPerson(needs, { ...request, viewer }, 'askContact', async (transaction, person) => {
      const contact = await requireContact(transaction, needs, person.id, contactId);
      if (contact.standing !== 'UNANSWERED') {
        throw new ConflictError('The contact has answered.');
      }
      await needs.contactMessages.ask(transaction, person, contact);
      return { event: null, facts: { contactId }, answer: () => contact };
    });
  };
}
