import { NotFoundError } from '@alert-button/platform/errors.ts';
import { permit } from '@alert-button/platform/policy.ts';
import type { IncidentInput } from '../domain/incident.ts';
import { policy } from '../policy.ts';
import { reviseIncident as saveRevision } from '../store/incident-store.ts';
import { actOnIncident, isOwn } from './act-on-incident.ts';
import { requireIncident } from './report-incident.ts';
import type { Asking, Services } from './services.ts';
import { actorOf, type SeenMatter } from './visible-matter.ts';

export interface ReviseIncidentInput extends IncidentInput {
  readonly matterId: string;
  readonly incidentId: string;
}

/**
 * Whoever reported it says it better, the desk what the desk wrote and the provider what they wrote;
 * it waits for a review again. An officer who revises it is its author from then on: the words that
 * stand are theirs, and somebody else has to review them.
 *
 * @throws NotFoundError, InvalidInputError, ConflictError when it was reviewed or withdrawn
 */
export function reviseIncident(
  services: Services,
  asking: Asking,
  { matterId, incidentId, ...input }: ReviseIncidentInput,
): Promise<SeenMatter> {
  const viewer = permit(policy, 'reviseIncident', asking.viewer);
  return actOnIncident(
    services,
    { ...asking, viewer },
    {
      matterId,
      incidentId,
      act: 'reviseIncident',
      does: 'REVISE',
      event: 'MATTER_INCIDENT_REPORTED',
      by: ['DESK', 'PROVIDER'],
      work: async ({ transaction, incident, seenBy, now }) => {
        if (!isOwn(incident, seenBy, viewer)) throw new NotFoundError('incidentId');
        const terms = requireIncident(services, input, now);
        const revised = { ...incident, authorId: actorOf(viewer).actorId };
        await saveRevision(transaction, services.matterKeys, revised, terms);
      },
    },
  );
}
