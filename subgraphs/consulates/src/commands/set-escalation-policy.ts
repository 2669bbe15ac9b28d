import type { RequestContext } from '@alert-button/platform/builder.ts';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import type { Desk } from '../domain/desk.ts';
import type { EscalationPolicy } from '../domain/escalation-policy.ts';
import { parseEscalationPolicy, withEscalationPolicy } from '../domain/set-escalation-policy.ts';
import type { Administer } from './administer.ts';
import { publish } from './publish.ts';

export interface SetEscalationPolicyInput {
  readonly deskCode: string;
  /** Null for the default. */
  readonly policy: EscalationPolicy | null;
}

/**
 * Whom the alerts of a desk go on to while nobody answers, from the next alert on. The same again
 * changes nothing.
 *
 * @throws InvalidInputError or NotFoundError
 */
export function createSetEscalationPolicy(administer: Administer) {
  return (request: RequestContext, { deskCode, policy }: SetEscalationPolicyInput): Promise<Desk> =>
    administer(request, 'setEscalationPolicy', async ({ transaction, stored }) => {
      const desk = stored.desk({ code: deskCode });
      if (desk === null) throw new NotFoundError('deskCode');
      const escalationPolicy = policy === null ? null : parseEscalationPolicy(policy, desk, stored);
      const wanted = withEscalationPolicy(stored, desk, escalationPolicy);
      const eventCount = await publish(transaction, stored, wanted);
      return {
        result: { ...desk, escalationPolicy },
        subjectId: desk.id,
        outcome: eventCount > 0 ? 'DONE' : 'UNCHANGED',
        facts: { isDefault: policy === null, stepCount: policy?.steps.length ?? 0 },
      };
    });
}
