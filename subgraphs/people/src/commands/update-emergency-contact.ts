import type { RequestContext } from '@alert-button/platform/builder.ts';
import { runSqlIn } from '@alert-button/platform/database/open-database.ts';
import { InvalidInputError } from '@alert-button/platform/errors.ts';
import { readPhone } from '@alert-button/platform/phone-number.ts';
import { permit } from '@alert-button/platform/policy.ts';
import {
  duplicateContact,
  parseContactChanges,
  unreachableContact,
  type ContactChanges,
  type ContactInput,
} from '../domain/emergency-contact.ts';
import { policy } from '../policy.ts';
import { saveTrust } from '../store/contact-device-store.ts';
import { revokeFollowLinksOf } from '../store/follow-link-store.ts';
import { findTakenAddress, saveContact, type ContactRecord } from '../store/contact-store.ts';
import { actAsPerson } from './act-as-person.ts';
import {
  askAnew,
  findContact,
  requireContact,
  type ContactNeeds,
} from './add-emergency-contact.ts';

export interface UpdateContactInput extends ContactInput {
  readonly contactId: string;
}

/**
 * Changes what the person told about a contact: null clears a field, one left out stays. Who has
 * new addresses may be somebody else: they are asked anew, and not trusted with a device. Links
 * that were made for them end then, and when they may see something else.
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
      async (transaction, person) => {
        const { id } = person;
        const known = await requireContact(transaction, needs, id, contactId);
        const taken = await findTakenAddress(transaction, needs, id, changes, contactId);
        if (taken !== null) throw duplicateContact(taken);
        const isElsewhere = await changesAddresses(known, changes);
        if (said.length > 0) await saveContact(transaction, needs, id, contactId, changes);
        // What they were sent shows what they might see then.
        if (isElsewhere || (changes.maySee ?? known.maySee) !== known.maySee) {
          await revokeFollowLinksOf(runSqlIn(transaction), contactId);
        }
        if (isElsewhere) {
          const { addresses } = await findContact(transaction, needs, id, contactId);
          if ((await addresses()).length === 0) throw new InvalidInputError([unreachableContact]);
          await saveTrust(transaction, needs.personKeys, id, contactId, []);
          await needs.contactMessages.dropWaiting(transaction, contactId);
          await askAnew(transaction, needs, person, contactId);
        }
        return {
          event: said.length === 0 ? null : 'EMERGENCY_CONTACTS_CHANGED',
          facts: { contactId, fields: said.join(' ') },
          answer: () => findContact(transaction, needs, id, contactId),
        };
      },
    );
  };
}

/** Whether it may be somebody else now, who has said nothing. */
async function changesAddresses(
  known: ContactRecord,
  { phone, email, push }: ContactChanges,
): Promise<boolean> {
  // What cannot be read any more is not what is said now.
  const differs = async (now: string | null | undefined, read: () => Promise<string | null>) =>
    now !== undefined && now !== (await read().catch(() => undefined));
  return (
    (await differs(phone, known.phone)) || (await differs(email, known.email)) || push !== undefined
  );
}
