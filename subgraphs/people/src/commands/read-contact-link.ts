import type { RequestContext } from '@alert-button/platform/builder.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { isToken, type LinkPurpose } from '../domain/contact-link.ts';
import type { ContactStanding } from '../domain/contact-standing.ts';
import { policy } from '../policy.ts';
import { findTrustedDevices, type TrustedDevice } from '../store/contact-device-store.ts';
import { findContactLink } from '../store/contact-link-store.ts';
import { findContacts } from '../store/contact-store.ts';
import type { PersonNeeds } from './act-as-person.ts';
import { hashToken } from './credentials/contact-token.ts';

export type { TrustedDevice };

/** What whoever opens a link is shown of it: of the person, only what they chose to be seen. */
export interface SeenContactLink {
  readonly purpose: LinkPurpose;
  readonly standing: ContactStanding;
  /** Those that can be shut out with it. */
  readonly devices: readonly TrustedDevice[];
}

/** What a link is for; null for one that never was or is over, except to leave. */
export function createReadContactLink({ database, personKeys }: PersonNeeds) {
  return async ({ viewer }: RequestContext, token: string): Promise<SeenContactLink | null> => {
    permit(policy, 'contactLink', viewer);
    if (!isToken(token)) return null;
    return database.transaction(async (transaction) => {
      const link = await findContactLink(transaction, hashToken(token));
      if (link === null || (link.isOver && link.purpose === 'REVOCATION')) return null;
      const { purpose, personId, contactId } = link;
      const contacts = await findContacts({ prisma: transaction }, personKeys, personId);
      const contact = contacts.find(({ id }) => id === contactId);
      if (contact === undefined) return null;
      const devices =
        purpose === 'REVOCATION'
          ? await findTrustedDevices(transaction, personKeys, personId, contactId)
          : [];
      return { purpose, standing: contact.standing, devices };
    });
  };
}
