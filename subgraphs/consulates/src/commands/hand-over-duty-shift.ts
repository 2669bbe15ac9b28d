import { randomUUID } from 'node:crypto';
import type { RequestContext } from '@alert-button/platform/builder.ts';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import type { Desk } from '../domain/desk.ts';
import { handOver, requireNoOverlap } from '../domain/duty-shift.ts';
import { parseOfficerId } from '../domain/roster.ts';
import { mayArrangeDuty } from '../policy.ts';
import type { Administer } from './administer.ts';
import { dutyWith, requireMember, requireShift, saveDuty } from './duty.ts';

export interface HandOverDutyShiftInput {
  readonly shiftId: string;
  readonly officerId: string;
}

/**
 * Another officer of the roster takes over a shift, or what is left of it. Either of the two may say
 * so, or an administrator.
 *
 * @throws InvalidInputError, NotFoundError, or ConflictError when the officer would be on duty twice
 *   at once.
 */
export function createHandOverDutyShift(arrange: Administer) {
  return (request: RequestContext, input: HandOverDutyShiftInput): Promise<Desk> =>
    arrange(request, 'handOverDutyShift', async (context) => {
      const officerId = parseOfficerId(input.officerId);
      const { shift, desk } = await requireShift(context, input.shiftId, 'shiftId');
      if (!mayArrangeDuty(context.officer, desk.code, [shift.officerId, officerId])) {
        throw new NotFoundError('shiftId');
      }
      await requireMember(context, desk, officerId);
      const told = { subjectId: desk.id, facts: { from: shift.officerId, to: officerId } };
      if (shift.officerId === officerId) return { ...told, result: desk, outcome: 'UNCHANGED' };
      const changed = handOver(shift, officerId, context.now, randomUUID());
      requireNoOverlap(await dutyWith(context, desk, changed));
      const result = await saveDuty(context, desk, changed);
      return { ...told, result, outcome: 'DONE' };
    });
}
