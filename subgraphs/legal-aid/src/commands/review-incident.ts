import { ConflictError } from '@alert-button/platform/errors.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { parseSummary, type Identifying } from '../domain/incident-summary.ts';
import { InputCheck } from '../domain/input.ts';
import { policy } from '../policy.ts';
import type { Transaction } from '../store/database.ts';
import { saveIncidentReview } from '../store/incident-store.ts';
import { readFacts } from '../store/matter-records.ts';
import { actOnIncident } from './act-on-incident.ts';
import type { Asking, Services } from './services.ts';
import type { SeenMatter } from './visible-matter.ts';

export const reviewDecisions = ['PASS', 'RETURN'] as const;
export type ReviewDecision = (typeof reviewDecisions)[number];

export interface ReviewIncidentInput {
  readonly matterId: string;
  readonly incidentId: string;
  readonly decision: ReviewDecision;
  readonly summary?: string | null | undefined;
  readonly remark?: string | null | undefined;
}

/** What is written down of who the person is, for the summary not to say it. */
async function identifying(
  { matterKeys }: Services,
  transaction: Transaction,
  matterId: string,
): Promise<Identifying> {
  const facts = await readFacts({ prisma: transaction }, matterKeys, matterId);
  const named = facts.filter(({ kind }) => kind === 'NAME');
  const counted = facts.filter(
    ({ dataClass }) => dataClass === 'IDENTITY' || dataClass === 'CONTACT',
  );
  return { names: named.map(({ text }) => text), numbers: counted.map(({ text }) => text) };
}

/** @throws InvalidInputError */
function parseRemark(typed: string | null | undefined): string {
  const check = new InputCheck();
  const remark = check.text('remark', typed ?? '', 2000);
  check.done();
  return remark;
}

/**
 * Another officer of the desk than whoever wrote it passes a report, with a summary that names nobody,
 * or returns it with what is missing.
 *
 * @throws NotFoundError, InvalidInputError, ConflictError for whoever wrote it
 */
export function reviewIncident(
  services: Services,
  asking: Asking,
  { matterId, incidentId, ...input }: ReviewIncidentInput,
): Promise<SeenMatter> {
  const viewer = permit(policy, 'reviewIncident', asking.viewer);
  const isPassed = input.decision === 'PASS';
  return actOnIncident(
    services,
    { ...asking, viewer },
    {
      matterId,
      incidentId,
      act: 'reviewIncident',
      does: isPassed ? 'PASS' : 'RETURN',
      event: 'MATTER_INCIDENT_REVIEWED',
      by: ['DESK'],
      work: async ({ transaction, incident, now }) => {
        if (incident.author === 'DESK' && incident.authorId === viewer.officerId) {
          throw new ConflictError('Whoever wrote a report does not review it.');
        }
        const summary = isPassed
          ? parseSummary(input.summary, await identifying(services, transaction, incident.matterId))
          : null;
        const remark = isPassed ? null : parseRemark(input.remark);
        const review = { summary, remark, now };
        await saveIncidentReview(transaction, services.matterKeys, incident, review);
        return { decision: input.decision };
      },
    },
  );
}
