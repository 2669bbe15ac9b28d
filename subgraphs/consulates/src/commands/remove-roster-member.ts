import type { RequestContext } from '@alert-button/platform/builder.ts';
import { appendEvent } from '@alert-button/platform/event-log/append.ts';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import type { Desk } from '../domain/desk.ts';
import { parseOfficerId } from '../domain/roster.ts';
import { rosterPublished } from '../events.ts';
import { runSqlIn } from '@alert-button/platform/database/open-database.ts';
import { advanceDesk, deleteRosterMember, readRoster } from '../store/roster-store.ts';
import type { RosterInput } from './add-roster-member.ts';
import type { Administer } from './administer.ts';
import { endDuty } from './duty.ts';

/**
 * An officer leaves a desk's roster, and the duty there that is not over. It closes nothing: that
 * does `revokeOfficerAccess`.
 *
 * @throws InvalidInputError, or NotFoundError for a desk that is not there or an officer who is not
 *   on its roster.
 */
export function createRemoveRosterMember(administer: Administer) {
  return (request: RequestContext, { deskCode, ...input }: RosterInput): Promise<Desk> =>
    administer(request, 'removeRosterMember', async (context) => {
      const { transaction, stored } = context;
      const officerId = parseOfficerId(input.officerId);
      const desk = stored.desk({ code: deskCode });
      if (desk === null) throw new NotFoundError('deskCode');
      const members = await readRoster({ prisma: transaction }, desk.id);
      const others = members.filter((member) => member.officerId !== officerId);
      if (others.length === members.length) throw new NotFoundError('officerId');
      await deleteRosterMember(transaction, desk.id, officerId);
      const result = await advanceDesk(transaction, desk);
      const officerIds = others.map((member) => member.officerId);
      await appendEvent(runSqlIn(transaction), rosterPublished(result, officerIds));
      await endDuty(context, result, officerId);
      return { result, subjectId: desk.id, outcome: 'DONE', facts: { officerId } };
    });
}
