import { InvalidInputError } from '@alert-button/platform/errors.ts';
import { permit } from '@alert-button/platform/policy.ts';
import type { ConsentWay, IncidentConsent } from '../domain/incident.ts';
import { policy } from '../policy.ts';
import { saveIncidentConsent } from '../store/incident-store.ts';
import { actOnIncident } from './act-on-incident.ts';
import type { Asking, Services } from './services.ts';
import type { SeenMatter } from './visible-matter.ts';

export interface SetIncidentConsentInput {
  readonly matterId: string;
  readonly incidentId: string;
  readonly consent: IncidentConsent;
  readonly givenBy?: ConsentWay | null | undefined;
}

/**
 * The person says whether a report may be passed on, to the desk or the provider who asked them. It
 * counts from now on and can be taken back at any time.
 *
 * @throws NotFoundError, InvalidInputError, ConflictError
 */
export function setIncidentConsent(
  services: Services,
  asking: Asking,
  { matterId, incidentId, consent, givenBy = null }: SetIncidentConsentInput,
): Promise<SeenMatter> {
  const viewer = permit(policy, 'setIncidentConsent', asking.viewer);
  return actOnIncident(
    services,
    { ...asking, viewer },
    {
      matterId,
      incidentId,
      act: 'setIncidentConsent',
      does: 'CONSENT',
      event: 'MATTER_INCIDENT_CONSENT_CHANGED',
      by: ['DESK', 'PROVIDER'],
      work: async ({ transaction, incident, now }) => {
        if (consent !== 'NONE' && givenBy === null) {
          throw new InvalidInputError([{ path: 'givenBy', message: 'must say how it was given' }]);
        }
        const saved = { consent, consentGivenBy: givenBy, consentAt: now };
        await saveIncidentConsent(transaction, incident.id, saved);
        return { consent, ...(givenBy === null ? {} : { givenBy }) };
      },
    },
  );
}
