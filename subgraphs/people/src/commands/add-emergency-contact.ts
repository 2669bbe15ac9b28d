import type { RequestContext } from '@alert-button/platform/builder.ts';
import { ConflictError, NotFoundError } from '@alert-button/platform/errors.ts';
import { readPhone } from '@alert-button/platform/phone-number.ts';
import { permit } from '@alert-button/platform/policy.ts';
import {
  duplicateContact,
  mostContacts,
  parseNewContact,
  type ContactInput,
} from '../domain/emergency-contact.ts';
import type { Person } from '../domain/person.ts';
import { policy } from '../policy.ts';
import { hasRefused } from '../store/contact-consent-store.ts';
import {
  findContacts,
  findTakenAddress,
  insertContact,
  saveStanding,
  type ContactKeys,
  type ContactRecord,
} from '../store/contact-store.ts';
import type { Transaction } from '../store/database.ts';
import { actAsPerson, type PersonNeeds } from './act-as-person.ts';
import type { ContactMessages } from './contact-messages.ts';

export interface ContactNeeds extends PersonNeeds, ContactKeys {
  readonly contactMessages: ContactMessages;
}

/**
 * Adds somebody to be told, after the contacts there are, and asks them whether they want to be.
 * Says nothing about whether anybody else knows the number or address.
 *
 * @throws InvalidInputError naming the fields, also for an address that is among the person's own
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
      async (transaction, person) => {
        const { id } = person;
        const taken = await findTakenAddress(transaction, needs, id, contact);
        if (taken !== null) throw duplicateContact(taken);
        const { length } = await findContacts({ prisma: transaction }, needs.personKeys, id);
        if (length >= mostContacts) {
          throw new ConflictError(`There can be ${mostContacts} contacts; remove one first.`);
        }
        const contactId = await insertContact(transaction, needs, id, length + 1, contact);
        await askAnew(transaction, needs, person, contactId);
        return {
          event: 'EMERGENCY_CONTACTS_CHANGED',
          facts: { contactId },
          answer: () => findContact(transaction, needs, id, contactId),
        };
      },
    );
  };
}

/** Asks a contact with new addresses; one whose owner wanted no more of this person is not asked. */
export async function askAnew(
  transaction: Transaction,
  needs: ContactNeeds,
  person: Person,
  contactId: string,
): Promise<void> {
  const contact = await findContact(transaction, needs, person.id, contactId);
  if (await hasRefused(transaction, person.id, contact.addressIndexes)) {
    await saveStanding(transaction, contactId, 'WITHDRAWN');
    return;
  }
  await saveStanding(transaction, contactId, 'UNANSWERED', []);
  await needs.contactMessages.ask(transaction, person, contact);
}

/**
 * One of the person's contacts.
 *
 * @throws NotFoundError for one that is not there or somebody else's.
 */
export async function requireContact(
  transaction: Transaction,
  { personKeys }: ContactKeys,
  personId: string,
  contactId: string,
): Promise<ContactRecord> {
  const contacts = await findContacts({ prisma: transaction }, personKeys, personId);
  const contact = contacts.find(({ id }) => id === contactId);
  if (contact === undefined) throw new NotFoundError('contactId');
  return contact;
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
