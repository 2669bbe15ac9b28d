import type { RequestContext } from '@alert-button/platform/builder.ts';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { parseConsentScope, type Consent, type ConsentPurpose } from '../domain/consent.ts';
import { policy } from '../policy.ts';
import { endConsent, findLatestConsent } from '../store/consent-store.ts';
import { actAsPerson, type PersonNeeds } from './act-as-person.ts';

export interface WithdrawConsentInput {
  readonly purpose: ConsentPurpose;
  readonly organisationId?: string | null | undefined;
}

/**
 * The person does not agree any more, from now on. Withdrawing again changes nothing.
 *
 * @throws InvalidInputError naming the fields; NotFoundError when they never agreed.
 */
export function createWithdrawConsent(needs: PersonNeeds) {
  return async (request: RequestContext, input: WithdrawConsentInput): Promise<Consent> => {
    const viewer = permit(policy, 'withdrawConsent', request.viewer);
    const scope = parseConsentScope(input.purpose, input.organisationId ?? null);
    return actAsPerson(
      needs,
      { ...request, viewer },
      'withdrawConsent',
      async (transaction, { id }) => {
        const latest = await findLatestConsent(transaction, id, scope);
        if (latest === null) throw new NotFoundError('That');
        const { purpose, organisationId } = scope;
        const facts = { purpose, organisationId: organisationId ?? '' };
        if (latest.end !== null) return { event: null, facts, answer: () => latest };
        const consent = await endConsent(transaction, latest.id, 'WITHDRAWN');
        return {
          event: 'CONSENT_WITHDRAWN',
          payload: { personId: id, purpose, organisationId },
          facts,
          answer: () => consent,
        };
      },
    );
  };
}
