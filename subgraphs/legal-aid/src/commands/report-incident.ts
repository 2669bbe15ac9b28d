import { ConflictError, NotFoundError } from '@alert-button/platform/errors.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { parseIncident, type IncidentInput } from '../domain/incident.ts';
import { policy } from '../policy.ts';
import { countIncidents, insertIncident } from '../store/incident-store.ts';
import { advanceMatter } from '../store/matter-store.ts';
import { actOnMatter } from './act-on-matter.ts';
import type { Asking, Services } from './services.ts';
import { actorOf, type SeenMatter } from './visible-matter.ts';

const mostIncidents = 50;

export interface ReportIncidentInput extends IncidentInput {
  readonly matterId: string;
}

/** What is reported, in the form in which it is kept. @throws InvalidInputError, NotFoundError */
export function requireIncident(services: Services, input: IncidentInput, now: Date) {
  const terms = parseIncident(input, services.isCounty, now);
  if (terms.facilityId !== null && services.facilities.get(terms.facilityId) === null) {
    throw new NotFoundError('facilityId');
  }
  return terms;
}

/**
 * Somebody tells what was done to the person, and its desk or its provider writes it down. Open and
 * closed matters take it: much is told only when it is over.
 *
 * @throws NotFoundError, InvalidInputError, ConflictError
 */
export function reportIncident(
  services: Services,
  asking: Asking,
  { matterId, ...input }: ReportIncidentInput,
): Promise<SeenMatter> {
  const viewer = permit(policy, 'reportIncident', asking.viewer);
  return actOnMatter(
    services,
    { ...asking, viewer },
    {
      matterId,
      act: 'reportIncident',
      does: 'REPORT',
      by: ['DESK', 'PROVIDER'],
      work: async ({ transaction, matter, seenBy, now }) => {
        const terms = requireIncident(services, input, now);
        if ((await countIncidents(transaction, matter.id)) >= mostIncidents) {
          throw new ConflictError('The matter has as many reports as it may have.');
        }
        const author = seenBy === 'DESK' ? 'DESK' : 'PROVIDER';
        const by = { matterId: matter.id, author, authorId: actorOf(viewer).actorId } as const;
        const incidentId = await insertIncident(transaction, services.matterKeys, by, terms);
        return {
          matter: await advanceMatter(transaction, matter, 'MATTER_INCIDENT_REPORTED'),
          facts: { incidentId },
        };
      },
    },
  );
}
