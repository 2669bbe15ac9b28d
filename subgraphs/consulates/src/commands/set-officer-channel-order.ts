import type { RequestContext } from '@alert-button/platform/builder.ts';
import { parseOrder } from '../domain/channel-order.ts';
import { readChannels, saveOrder } from '../store/officer-channels.ts';
import type { ArrangeOwnPaging, PagedOfficer, PagingNeeds } from './own-paging.ts';

export interface ChannelOrderInput {
  readonly channelIds: readonly string[];
}

/**
 * In which order an officer's channels are tried, unless they choose otherwise for a shift.
 *
 * @throws InvalidInputError unless all of them are named, each once.
 */
export function createSetOfficerChannelOrder(arrange: ArrangeOwnPaging, { sealer }: PagingNeeds) {
  return (request: RequestContext, { channelIds }: ChannelOrderInput): Promise<PagedOfficer> =>
    arrange(request, 'setOfficerChannelOrder', async ({ officerId, transaction }) => {
      const known = await readChannels({ prisma: transaction }, sealer, officerId);
      await saveOrder(transaction, parseOrder(channelIds, known));
      return { result: { officerId }, subjectId: officerId, outcome: 'DONE' };
    });
}
