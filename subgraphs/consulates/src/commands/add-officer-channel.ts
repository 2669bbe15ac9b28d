import type { RequestContext } from '@alert-button/platform/builder.ts';
import { ConflictError } from '@alert-button/platform/errors.ts';
import {
  isSameAddress,
  mostChannels,
  parseAddress,
  type NewAddress,
} from '../domain/officer-channel.ts';
import { insertChannel, readChannels } from '../store/officer-channels.ts';
import type { ArrangeOwnPaging, PagedOfficer, PagingNeeds } from './own-paging.ts';

/**
 * An officer says where else they are reached; behind the channels they have. The same again changes
 * nothing.
 *
 * @throws InvalidInputError, or ConflictError when there are as many as there may be.
 */
export function createAddOfficerChannel(arrange: ArrangeOwnPaging, { sealer }: PagingNeeds) {
  return (request: RequestContext, input: NewAddress): Promise<PagedOfficer> =>
    arrange(request, 'addOfficerChannel', async ({ officerId, transaction }) => {
      const address = parseAddress(input);
      const { kind } = address;
      const told = { result: { officerId }, facts: { kind } };
      const known = await readChannels({ prisma: transaction }, sealer, officerId);
      const same = known.find((one) => one.address !== null && isSameAddress(one.address, address));
      if (same !== undefined) return { ...told, subjectId: same.id, outcome: 'UNCHANGED' };
      if (known.length >= mostChannels) {
        throw new ConflictError('There are as many channels as there may be.');
      }
      const subjectId = await insertChannel(transaction, sealer, officerId, address);
      return { ...told, subjectId, outcome: 'DONE' };
    });
}
