import type { RequestContext } from '@alert-button/platform/builder.ts';
import type { Desk } from '../domain/desk.ts';
import type { Administer } from './administer.ts';
import { removeDuty, requireShift } from './duty.ts';

export interface RemoveDutyShiftInput {
  readonly shiftId: string;
}

/** A shift is taken out of the plan. @throws NotFoundError when it is not there or over. */
export function createRemoveDutyShift(administer: Administer) {
  return (request: RequestContext, { shiftId }: RemoveDutyShiftInput): Promise<Desk> =>
    administer(request, 'removeDutyShift', async (context) => {
      const { shift, desk } = await requireShift(context, shiftId, 'shiftId');
      const result = await removeDuty(context, desk, [shift]);
      const { officerId } = shift;
      return { result, subjectId: desk.id, outcome: 'DONE', facts: { officerId } };
    });
}
