import type { RequestContext } from '@alert-button/platform/builder.ts';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import { isUuid } from '../domain/uuid.ts';
import { deleteChannel } from '../store/officer-channels.ts';
import type { ArrangeOwnPaging, PagedOfficer } from './own-paging.ts';

export interface ChannelInput {
  readonly channelId: string;
}

/**
 * An officer is reached there no more, in any shift. What was sent or queued before stays.
 *
 * @throws NotFoundError
 */
export function createRemoveOfficerChannel(arrange: ArrangeOwnPaging) {
  return (request: RequestContext, { channelId }: ChannelInput): Promise<PagedOfficer> =>
    arrange(request, 'removeOfficerChannel', async ({ officerId, transaction }) => {
      const subjectId = channelId.toLowerCase();
      const isGone = isUuid(subjectId) && (await deleteChannel(transaction, officerId, subjectId));
      if (!isGone) throw new NotFoundError('channelId');
      return { result: { officerId }, subjectId, outcome: 'DONE' };
    });
}
