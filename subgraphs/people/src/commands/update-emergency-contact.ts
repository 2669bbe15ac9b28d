import type { RequestContext } from '@alert-button/platform/builder.ts';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import { runSqlIn } from '@alert-button/platform/database/open-database.ts';
import { permit } from '@alert-button/platform/policy.ts';
import {
  duplicateContact,
  parseContactChanges,
  type ContactInput,
} from '../domain/emergency-contact.ts';
import { policy } from '../policy.ts';
import {
  findContacts,
  hasOtherContact,
  saveContact,
  type ContactRecord,
} from '../store/contact-store.ts';
import { revokeFollowLinksOf } from '../store/follow-link-store.ts';
import { actAsPerson } from './act-as-person.ts';
import { findContact, type ContactNeeds } from './add-emergency-contact.ts';
import { readPhone } from './phone-number.ts';

export interface UpdateContactInput extends ContactInput {
  readonly contactId: string;
}

/**
 * Changes what the person told about a contact: null clears a field, one left out stays. Links that
 * were made for them end when they may see something else.
 *
 * @throws NotFoundError for a contact that is not there or somebody else's; InvalidInputError
 *   naming the fields.
 */
export function createUpdateEmergencyContact(needs: ContactNeeds) {
  return async (
    request: RequestContext,
    { contactId, ...input }: UpdateContactInput,
  ): Promise<ContactRecord> => {
    const viewer = permit(policy, 'updateEmergencyContact', request.viewer);
    const changes = parseContactChanges(input, readPhone);
    const said = Object.entries(changes).flatMap(([field, value]) =>
      value === undefined ? [] : [field],
    );
    return actAsPerson(
      needs,
      { ...request, viewer },
      'updateEmergencyContact',
      async (transaction, { id }) => {
        const contacts = await findContacts({ prisma: transaction }, needs.personKeys, id);
        const contact = contacts.find((known) => known.id === contactId);
        if (contact === undefined) throw new NotFoundError('contactId');
        const { phone, maySee = contact.maySee } = changes;
        if (
          phone !== undefined &&
          (await hasOtherContact(transaction, needs, id, phone, contactId))
        ) {
          throw duplicateContact();
        }
        if (said.length > 0) await saveContact(transaction, needs, id, contactId, changes);
        // What they were sent shows what they might see then.
        if (maySee !== contact.maySee) await revokeFollowLinksOf(runSqlIn(transaction), contactId);
        return {
          event: said.length === 0 ? null : 'EMERGENCY_CONTACTS_CHANGED',
          facts: { contactId, fields: said.join(' ') },
          answer: () => findContact(transaction, needs, id, contactId),
        };
      },
    );
  };
}
