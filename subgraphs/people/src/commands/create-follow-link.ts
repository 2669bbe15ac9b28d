import type { RequestContext } from '@alert-button/platform/builder.ts';
import { runSqlIn } from '@alert-button/platform/database/open-database.ts';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import { permit } from '@alert-button/platform/policy.ts';
import type { ContactSight } from '../domain/emergency-contact.ts';
import { checkFollowHours, checkFollowLinkCount } from '../domain/follow-link.ts';
import { policy } from '../policy.ts';
import { findContacts } from '../store/contact-store.ts';
import {
  countFollowLinks,
  findFollowLink,
  type FollowLinkRecord,
} from '../store/follow-link-store.ts';
import { actAsPerson, type PersonNeeds } from './act-as-person.ts';
import { requireUuid } from './input.ts';
import { mintFollowLink } from './mint-follow-link.ts';

export interface CreateFollowLinkInput {
  readonly alertId?: string | null | undefined;
  readonly contactId?: string | null | undefined;
  readonly maySee?: ContactSight | null | undefined;
  readonly expiresInHours: number;
}

export interface CreatedFollowLink {
  /** Shown once. */
  readonly token: string;
  readonly link: FollowLinkRecord;
}

/**
 * A link by which whoever has it sees how one alert of the person stands. For a contact it shows
 * what that contact may see, unless something else is said.
 *
 * @throws InvalidInputError for `expiresInHours`; NotFoundError for a contact that is not the
 *   person's, and for what is no id; ConflictError when there are as many links as can be.
 */
export function createCreateFollowLink(needs: PersonNeeds) {
  return async (
    request: RequestContext,
    input: CreateFollowLinkInput,
  ): Promise<CreatedFollowLink> => {
    const viewer = permit(policy, 'createFollowLink', request.viewer);
    checkFollowHours(input.expiresInHours);
    const alertId = input.alertId == null ? null : requireUuid('alertId', input.alertId);
    const contactId = input.contactId == null ? null : requireUuid('contactId', input.contactId);
    const created = await actAsPerson(
      needs,
      { ...request, viewer },
      'createFollowLink',
      async (transaction, { id: personId }) => {
        const reading = { prisma: transaction };
        const contacts = await findContacts(reading, needs.personKeys, personId);
        const contact = contacts.find(({ id }) => id === contactId);
        if (contactId !== null && contact === undefined) throw new NotFoundError('contactId');
        checkFollowLinkCount(await countFollowLinks(transaction, personId));
        const maySee = input.maySee ?? contact?.maySee ?? 'STATUS';
        const hours = input.expiresInHours;
        const { id, token } = await mintFollowLink(runSqlIn(transaction), {
          personId,
          alertId,
          contactId,
          maySee,
          hours,
        });
        return {
          event: null,
          facts: { linkId: id, maySee, hours, ...(contactId === null ? {} : { contactId }) },
          answer: async () => {
            const link = await findFollowLink(reading, needs.personKeys, personId, id);
            if (link === null) throw new Error('A link that was stored is there');
            return { token, link };
          },
        };
      },
    );
    needs.announce();
    return created;
  };
}
