import { permit } from '@alert-button/platform/policy.ts';
import { policy } from '../policy.ts';
import { advanceMatter } from '../store/matter-store.ts';
import { actOnMatter } from './act-on-matter.ts';
import type { Asking, Services } from './services.ts';
import type { SeenMatter } from './visible-matter.ts';
import { ConflictError, NotFoundError } from '@alert-button/platform/errors.ts';
import {
  isMoved,
  parseWhereabouts,
  type WhereaboutsConfidence,
  type WhereaboutsSource,
} from '../domain/detention.ts';
import { countWhereabouts, insertWhereabouts, lastFacilityId } from '../store/detention-store.ts';

const mostReports = 200;

export interface ReportWhereaboutsInput {
  readonly matterId: string;
  readonly facilityId?: string | null | undefined;
  readonly place?: string | null | undefined;
  readonly source: WhereaboutsSource;
  readonly confidence: WhereaboutsConfidence;
  readonly knownAt: Date;
}

/**
 * Where somebody was last known to be held, by whom and how surely. Another facility than the last is
 * a move.
 *
 * @throws NotFoundError, InvalidInputError, ConflictError
 */
export function reportWhereabouts(
  services: Services,
  asking: Asking,
  { matterId, ...input }: ReportWhereaboutsInput,
): Promise<SeenMatter> {
  const viewer = permit(policy, 'reportWhereabouts', asking.viewer);
  return actOnMatter(
    services,
    { ...asking, viewer },
    {
      matterId,
      act: 'reportWhereabouts',
      does: 'RECORD',
      by: ['DESK', 'PROVIDER'],
      work: async ({ transaction, matter, now }) => {
        const { source, confidence } = input;
        const parsed = parseWhereabouts(input, now);
        const facilityId = parsed.facilityId?.toLowerCase() ?? null;
        if (facilityId !== null && services.facilities.get(facilityId) === null) {
          throw new NotFoundError('facilityId');
        }
        if ((await countWhereabouts(transaction, matter.id)) >= mostReports) {
          throw new ConflictError('The matter has as many reports as it may have.');
        }
        const before = await lastFacilityId(transaction, matter.id);
        const report = { ...parsed, facilityId, source, confidence };
        await insertWhereabouts(transaction, services.matterKeys, matter.id, report);
        const kind = isMoved(before, facilityId) ? 'MATTER_MOVED' : 'MATTER_LOCATED';
        return {
          matter: await advanceMatter(transaction, matter, kind),
          facts: { source, confidence },
        };
      },
    },
  );
}
