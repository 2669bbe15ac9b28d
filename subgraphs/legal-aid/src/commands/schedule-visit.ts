import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { minutesBetweenVisits, parsePlannedAt } from '../domain/detention.ts';
import { policy } from '../policy.ts';
import type { Transaction } from '../store/database.ts';
import { countVisits, hasVisitNear, insertVisit } from '../store/detention-store.ts';
import { isOnDuty } from '../store/known-duty.ts';
import { advanceMatter } from '../store/matter-store.ts';
import { actOnMatter } from './act-on-matter.ts';
import type { Asking, Services } from './services.ts';
import type { SeenMatter } from './visible-matter.ts';

const mostVisits = 100;

export interface ScheduleVisitInput {
  readonly matterId: string;
  readonly facilityId?: string | null | undefined;
  readonly officerId?: string | null | undefined;
  readonly plannedAt: Date;
}

/** Whoever is named has a shift at that desk then, and is nowhere else. */
async function requireFree(
  transaction: Transaction,
  deskId: string,
  officerId: string,
  plannedAt: Date,
): Promise<void> {
  if (!(await isOnDuty(transaction, deskId, officerId, plannedAt))) {
    throw new InvalidInputError([
      { path: 'officerId', message: 'must have a shift at this desk at that time' },
    ]);
  }
  if (await hasVisitNear(transaction, officerId, plannedAt, minutesBetweenVisits)) {
    throw new ConflictError('That officer visits somebody else around that time.');
  }
}

/**
 * A consular officer means to see the person: somebody on the desk's roster then, or nobody in
 * particular yet.
 *
 * @throws NotFoundError, InvalidInputError, ConflictError
 */
export function scheduleVisit(
  services: Services,
  asking: Asking,
  { matterId, ...input }: ScheduleVisitInput,
): Promise<SeenMatter> {
  const viewer = permit(policy, 'scheduleVisit', asking.viewer);
  return actOnMatter(
    services,
    { ...asking, viewer },
    {
      matterId,
      act: 'scheduleVisit',
      does: 'RECORD',
      by: ['DESK'],
      work: async ({ transaction, matter, now }) => {
        const plannedAt = parsePlannedAt(input.plannedAt, now);
        const facilityId = input.facilityId?.toLowerCase() ?? null;
        if (facilityId !== null && services.facilities.get(facilityId) === null) {
          throw new NotFoundError('facilityId');
        }
        const officerId = input.officerId ?? null;
        if (officerId !== null) {
          await requireFree(transaction, matter.deskId, officerId, plannedAt);
        }
        if ((await countVisits(transaction, matter.id)) >= mostVisits) {
          throw new ConflictError('The matter has as many visits as it may have.');
        }
        await insertVisit(transaction, { matterId: matter.id, facilityId, officerId, plannedAt });
        return { matter: await advanceMatter(transaction, matter, 'MATTER_VISIT_SCHEDULED') };
      },
    },
  );
}
