import { NotFoundError } from '@alert-button/platform/errors.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { policy } from '../policy.ts';
import { withdrawIncident as saveWithdrawal } from '../store/incident-store.ts';
import { actOnIncident, isOwn } from './act-on-incident.ts';
import type { Asking, Services } from './services.ts';
import type { SeenMatter } from './visible-matter.ts';

export interface WithdrawIncidentInput {
  readonly matterId: string;
  readonly incidentId: string;
}

/**
 * The desk takes any report back, a provider their own: it is passed on no more, and stays on record.
 *
 * @throws NotFoundError, ConflictError
 */
export function withdrawIncident(
  services: Services,
  asking: Asking,
  { matterId, incidentId }: WithdrawIncidentInput,
): Promise<SeenMatter> {
  const viewer = permit(policy, 'withdrawIncident', asking.viewer);
  return actOnIncident(
    services,
    { ...asking, viewer },
    {
      matterId,
      incidentId,
      act: 'withdrawIncident',
      does: 'WITHDRAW',
      event: 'MATTER_INCIDENT_WITHDRAWN',
      by: ['DESK', 'PROVIDER'],
      work: async ({ transaction, incident, seenBy }) => {
        const may = seenBy === 'DESK' || isOwn(incident, seenBy, viewer);
        if (!may) throw new NotFoundError('incidentId');
        await saveWithdrawal(transaction, incident.id);
      },
    },
  );
}
