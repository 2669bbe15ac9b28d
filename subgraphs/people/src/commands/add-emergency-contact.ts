import type { RequestContext } from '@alert-button/platform/builder.ts';
import { ConflictError } from '@alert-button/platform/errors.ts';
import { permit } from '@alert-button/platform/policy.ts';
import {
  duplicateContact,
  mostContacts,
  parseNewContact,
  type ContactInput,
} from '../domain/emergency-contact.ts';
import { policy } from '../policy.ts';
import {
  findContacts,
  hasOtherContact,
  insertContact,
  type ContactKeys,
  type ContactRecord,
} from '../store/contact-store.ts';
import type { Transaction } from '../store/database.ts';
import { actAsPerson, type PersonNeeds } from './act-as-person.ts';
import { readPhone } from './phone-number.ts';

export type ContactNeeds = PersonNeeds & ContactKeys;

/**
 * Adds somebody to be told, after the contacts there are. Says nothing about whether anybody else
 * knows the number.
 *
 * @throws InvalidInputError naming the fields, also for a number that is among the person's own
 *   contacts; ConflictError when there are as many as can be.
 */
export function createAddEmergencyContact(needs: ContactNeeds) {
  return async (request: RequestContext, input: ContactInput): Promise<ContactRecord> => {
    const viewer = permit(policy, 'addEmergencyContact', request.viewer);
    const contact = parseNewContact(input, readPhone);
    return actAsPerson(
      needs,
      { ...request, viewer },
      'addEmergencyContact',
      async (transaction, { id }) => {
        if (await hasOtherContact(transaction, needs, id, contact.phone)) throw duplicateContact();
        const { length } = await findContacts({ prisma: transaction }, needs.personKeys, id);
        if (length >= mostContacts) {
          throw new ConflictError(`There can be ${mostContacts} contacts; remove one first.`);
        }
        const contactId = await insertContact(transaction, needs, id, length + 1, contact);
        return {
          event: 'EMERGENCY_CONTACTS_CHANGED',
          facts: { contactId },
          answer: () => findContact(transaction, needs, id, contactId),
        };
      },
    );
  };
}

/** One of the person's contacts, as the act left it. */
export async function findContact(
  transaction: Transaction,
  { personKeys }: ContactKeys,
  personId: string,
  contactId: string,
): Promise<ContactRecord> {
  const contacts = await findContacts({ prisma: transaction }, personKeys, personId);
  const contact = contacts.find(({ id }) => id === contactId);
  if (contact === undefined) throw new Error('A stored contact is there');
  return contact;
}
