import { databaseNow } from '@alert-button/platform/database/open-database.ts';
import type { RequestContext } from '@alert-button/platform/builder.ts';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import { parseChoice } from '../domain/channel-order.ts';
import type { DutyShift } from '../domain/duty-shift.ts';
import { isUuid } from '../domain/uuid.ts';
import { findShift } from '../store/duty-store.ts';
import { readChannels, saveShiftChannels } from '../store/officer-channels.ts';
import type { ArrangeOwnPaging, PagingNeeds } from './own-paging.ts';

export interface ShiftChannelsInput {
  readonly shiftId: string;
  readonly channelIds: readonly string[];
}

/**
 * By which channels, in which order, an officer is reached in one shift of theirs; none for the
 * general order.
 *
 * @throws NotFoundError for a shift that is over or another's, InvalidInputError for the channels.
 */
export function createSetShiftChannels(arrange: ArrangeOwnPaging, { sealer }: PagingNeeds) {
  return (request: RequestContext, input: ShiftChannelsInput): Promise<DutyShift> =>
    arrange(request, 'setShiftChannels', async ({ officerId, transaction }) => {
      const id = input.shiftId.toLowerCase();
      const shift = isUuid(id) ? await findShift(transaction, id) : null;
      const isOwn =
        shift?.officerId === officerId && shift.endsAt > (await databaseNow(transaction));
      if (!isOwn) throw new NotFoundError('shiftId');
      const known = await readChannels({ prisma: transaction }, sealer, officerId);
      const choice = parseChoice(input.channelIds, known);
      await saveShiftChannels(transaction, id, choice);
      const facts = { channelCount: choice.length };
      return { result: shift, subjectId: id, outcome: 'DONE', facts };
    });
}
