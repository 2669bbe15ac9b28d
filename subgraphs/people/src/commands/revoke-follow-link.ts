import type { RequestContext } from '@alert-button/platform/builder.ts';
import { runSqlIn } from '@alert-button/platform/database/open-database.ts';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { policy } from '../policy.ts';
import {
  findFollowLink,
  revokeFollowLink,
  type FollowLinkRecord,
} from '../store/follow-link-store.ts';
import { actAsPerson, type PersonNeeds } from './act-as-person.ts';
import { requireUuid } from './input.ts';

/**
 * Ends a link at once, for good, and whatever is open by it.
 *
 * @throws NotFoundError for a link that is not there or somebody else's.
 */
export function createRevokeFollowLink(needs: PersonNeeds) {
  return async (
    request: RequestContext,
    input: { readonly linkId: string },
  ): Promise<FollowLinkRecord> => {
    const viewer = permit(policy, 'revokeFollowLink', request.viewer);
    const linkId = requireUuid('linkId', input.linkId);
    const revoked = await actAsPerson(
      needs,
      { ...request, viewer },
      'revokeFollowLink',
      async (transaction, { id: personId }) => {
        const read = () =>
          findFollowLink({ prisma: transaction }, needs.personKeys, personId, linkId);
        if ((await read()) === null) throw new NotFoundError('linkId');
        await revokeFollowLink(runSqlIn(transaction), linkId);
        return {
          event: null,
          facts: { linkId },
          answer: async () => {
            const link = await read();
            if (link === null) throw new NotFoundError('linkId');
            return link;
          },
        };
      },
    );
    needs.announce();
    return revoked;
  };
}
