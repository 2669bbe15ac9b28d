import { permit } from '@alert-button/platform/policy.ts';
import { policy } from '../policy.ts';
import { advanceMatter } from '../store/matter-store.ts';
import { actOnMatter } from './act-on-matter.ts';
import type { Asking, Services } from './services.ts';
import type { SeenMatter } from './visible-matter.ts';
import { ConflictError, NotFoundError } from '@alert-button/platform/errors.ts';
import { parsePlannedAt } from '../domain/detention.ts';
import { countVisits, insertVisit } from '../store/detention-store.ts';

const mostVisits = 100;

export interface ScheduleVisitInput {
  readonly matterId: string;
  readonly facilityId?: string | null | undefined;
  readonly plannedAt: Date;
}

/**
 * A consular officer means to see the person.
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
        if ((await countVisits(transaction, matter.id)) >= mostVisits) {
          throw new ConflictError('The matter has as many visits as it may have.');
        }
        await insertVisit(transaction, { matterId: matter.id, facilityId, plannedAt });
        return { matter: await advanceMatter(transaction, matter, 'MATTER_VISIT_SCHEDULED') };
      },
    },
  );
}
