import type { RequestContext } from '@alert-button/platform/builder.ts';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { parseConsent, type Consent, type ConsentPurpose } from '../domain/consent.ts';
import { policy } from '../policy.ts';
import {
  endConsent,
  findLatestConsent,
  insertConsent,
  isOrganisationActive,
} from '../store/consent-store.ts';
import { actAsPerson, type PersonNeeds } from './act-as-person.ts';

export interface GrantConsentInput {
  readonly purpose: ConsentPurpose;
  readonly organisationId?: string | null | undefined;
  readonly textVersion: string;
}

/**
 * The person agrees to a purpose. Agreeing again to the same text changes nothing; to another
 * text, it replaces the consent there was, which stays in the history.
 *
 * @throws InvalidInputError naming the fields; NotFoundError for an organisation that is not there
 *   or may not work here.
 */
export function createGrantConsent(needs: PersonNeeds) {
  return async (request: RequestContext, input: GrantConsentInput): Promise<Consent> => {
    const viewer = permit(policy, 'grantConsent', request.viewer);
    const { textVersion, ...scope } = parseConsent(
      input.purpose,
      input.organisationId ?? null,
      input.textVersion,
    );
    return actAsPerson(
      needs,
      { ...request, viewer },
      'grantConsent',
      async (transaction, { id }) => {
        const { purpose, organisationId } = scope;
        if (organisationId !== null && !(await isOrganisationActive(transaction, organisationId))) {
          throw new NotFoundError('organisationId');
        }
        const latest = await findLatestConsent(transaction, id, scope);
        const inForce = latest?.end === null ? latest : null;
        const facts = { purpose, organisationId: organisationId ?? '', textVersion };
        if (inForce?.textVersion === textVersion) {
          return { event: null, facts, answer: () => inForce };
        }
        if (inForce !== null) await endConsent(transaction, inForce.id, 'REPLACED');
        const consent = await insertConsent(transaction, id, scope, textVersion);
        return {
          event: 'CONSENT_GRANTED',
          payload: { personId: id, purpose, organisationId },
          facts,
          answer: () => consent,
        };
      },
    );
  };
}
