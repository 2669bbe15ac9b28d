import { permit } from '@alert-button/platform/policy.ts';
import { policy } from '../policy.ts';
import { advanceMatter } from '../store/matter-store.ts';
import { actOnMatter } from './act-on-matter.ts';
import type { Asking, Services } from './services.ts';
import type { SeenMatter } from './visible-matter.ts';
import { ConflictError, NotFoundError } from '@alert-button/platform/errors.ts';
import type { VisitOutcome } from '../domain/detention.ts';
import { InputCheck } from '../domain/input.ts';
import { saveVisitReport } from '../store/detention-store.ts';
import { requireUuid } from './input.ts';

export interface ReportVisitInput {
  readonly matterId: string;
  readonly visitId: string;
  readonly outcome: VisitOutcome;
  readonly conditions?: string | null | undefined;
}

/**
 * What came of a visit, and under what conditions the person is held. Kept sealed.
 *
 * @throws NotFoundError, InvalidInputError, ConflictError when it was reported before
 */
export function reportVisit(
  services: Services,
  asking: Asking,
  { matterId, ...input }: ReportVisitInput,
): Promise<SeenMatter> {
  const viewer = permit(policy, 'reportVisit', asking.viewer);
  return actOnMatter(
    services,
    { ...asking, viewer },
    {
      matterId,
      act: 'reportVisit',
      does: 'RECORD',
      by: ['DESK'],
      work: async ({ transaction, matter, now }) => {
        const visitId = requireUuid('visitId', input.visitId);
        const { outcome } = input;
        const check = new InputCheck();
        const report = check.optionalText('conditions', input.conditions, 4000);
        check.done();
        const what = { visitId, outcome, report, now };
        const saved = await saveVisitReport(transaction, services.matterKeys, matter.id, what);
        if (saved === 'ABSENT') throw new NotFoundError('visitId');
        if (saved !== 'DONE') throw new ConflictError('The visit was reported before.');
        return {
          matter: await advanceMatter(transaction, matter, 'MATTER_VISIT_REPORTED'),
          facts: { visitId, outcome },
        };
      },
    },
  );
}
