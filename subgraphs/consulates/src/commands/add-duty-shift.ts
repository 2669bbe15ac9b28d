import { randomUUID } from 'node:crypto';
import type { RequestContext } from '@alert-button/platform/builder.ts';
import { ConflictError, NotFoundError } from '@alert-button/platform/errors.ts';
import type { Desk } from '../domain/desk.ts';
import {
  mostShifts,
  parseDutyPeriod,
  requireNoOverlap,
  type DutyPeriod,
} from '../domain/duty-shift.ts';
import { parseOfficerId } from '../domain/roster.ts';
import type { Administer } from './administer.ts';
import { dutyWith, requireMember, saveDuty } from './duty.ts';

export interface AddDutyShiftInput extends DutyPeriod {
  readonly deskCode: string;
  readonly officerId: string;
}

/**
 * An officer of the roster is on duty at a desk from one moment to another. The same again changes
 * nothing.
 *
 * @throws InvalidInputError, NotFoundError, or ConflictError when the officer would be on duty
 *   twice at once, or the plan is full.
 */
export function createAddDutyShift(administer: Administer) {
  return (request: RequestContext, { deskCode, ...input }: AddDutyShiftInput): Promise<Desk> =>
    administer(request, 'addDutyShift', async (context) => {
      const officerId = parseOfficerId(input.officerId);
      const period = parseDutyPeriod(input, context.now);
      const desk = context.stored.desk({ code: deskCode });
      if (desk === null) throw new NotFoundError('deskCode');
      await requireMember(context, desk, officerId);
      const shift = { id: randomUUID(), deskId: desk.id, officerId, ...period };
      const duty = await dutyWith(context, desk, [shift]);
      const told = { subjectId: desk.id, facts: { officerId } };
      const isKnown = duty.some(
        (one) =>
          one !== shift &&
          one.officerId === officerId &&
          one.startsAt.getTime() === shift.startsAt.getTime() &&
          one.endsAt.getTime() === shift.endsAt.getTime(),
      );
      if (isKnown) return { ...told, result: desk, outcome: 'UNCHANGED' };
      if (duty.length > mostShifts) throw new ConflictError('The plan of the desk is full.');
      requireNoOverlap(duty);
      const result = await saveDuty(context, desk, [shift]);
      return { ...told, result, outcome: 'DONE' };
    });
}
