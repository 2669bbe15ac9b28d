import type { RequestContext } from '@alert-button/platform/builder.ts';
import { appendEvent } from '@alert-button/platform/event-log/append.ts';
import { ConflictError, NotFoundError } from '@alert-button/platform/errors.ts';
import type { Desk } from '../domain/desk.ts';
import { largestRoster, parseOfficerId } from '../domain/roster.ts';
import { rosterPublished } from '../events.ts';
import { runSqlIn } from '@alert-button/platform/database/open-database.ts';
import { advanceDesk, insertRosterMember, readRoster } from '../store/roster-store.ts';
import type { Administer } from './administer.ts';

export interface RosterInput {
  readonly deskCode: string;
  readonly officerId: string;
}

/**
 * An officer joins a desk's roster. It opens nothing: that does the identity provider's claim. The
 * same again changes nothing.
 *
 * @throws InvalidInputError, NotFoundError, or ConflictError when the roster is full.
 */
export function createAddRosterMember(administer: Administer) {
  return (request: RequestContext, { deskCode, ...input }: RosterInput): Promise<Desk> =>
    administer(request, 'addRosterMember', async ({ transaction, stored }) => {
      const officerId = parseOfficerId(input.officerId);
      const desk = stored.desk({ code: deskCode });
      if (desk === null) throw new NotFoundError('deskCode');
      const told = { subjectId: desk.id, facts: { officerId } };
      const members = await readRoster({ prisma: transaction }, desk.id);
      if (members.some((member) => member.officerId === officerId)) {
        return { ...told, result: desk, outcome: 'UNCHANGED' };
      }
      if (members.length >= largestRoster) throw new ConflictError('The roster is full.');
      await insertRosterMember(transaction, desk.id, officerId);
      const result = await advanceDesk(transaction, desk);
      const officerIds = [...members.map((member) => member.officerId), officerId].sort();
      await appendEvent(runSqlIn(transaction), rosterPublished(result, officerIds));
      return { ...told, result, outcome: 'DONE' };
    });
}
