import type { RequestContext } from '@alert-button/platform/builder.ts';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import type { Desk } from '../domain/desk.ts';
import { requireNoOverlap } from '../domain/duty-shift.ts';
import { mayArrangeDuty } from '../policy.ts';
import type { Administer } from './administer.ts';
import { dutyWith, requireShift, saveDuty } from './duty.ts';

export interface SwapDutyShiftsInput {
  readonly shiftId: string;
  readonly otherShiftId: string;
}

/**
 * Two officers of one desk take each other's shift. Either of them may say so, or an administrator;
 * a shift that has begun is handed over instead, so that who served what stays true.
 *
 * @throws NotFoundError for a shift that is not there or has begun, or ConflictError when one of
 *   them would be on duty twice at once.
 */
export function createSwapDutyShifts(arrange: Administer) {
  return (request: RequestContext, input: SwapDutyShiftsInput): Promise<Desk> =>
    arrange(request, 'swapDutyShifts', async (context) => {
      const { shift, desk } = await requireShift(context, input.shiftId, 'shiftId');
      const { shift: other } = await requireShift(context, input.otherShiftId, 'otherShiftId');
      const concerned = [shift.officerId, other.officerId];
      if (!mayArrangeDuty(context.officer, desk.code, concerned) || shift.startsAt <= context.now) {
        throw new NotFoundError('shiftId');
      }
      if (other.deskId !== desk.id || other.startsAt <= context.now) {
        throw new NotFoundError('otherShiftId');
      }
      const told = { subjectId: desk.id, facts: { from: shift.officerId, to: other.officerId } };
      if (shift.officerId === other.officerId) {
        return { ...told, result: desk, outcome: 'UNCHANGED' };
      }
      const changed = [
        { ...shift, officerId: other.officerId },
        { ...other, officerId: shift.officerId },
      ];
      requireNoOverlap(await dutyWith(context, desk, changed));
      const result = await saveDuty(context, desk, changed);
      return { ...told, result, outcome: 'DONE' };
    });
}
