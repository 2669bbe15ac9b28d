import type { RequestContext } from '@alert-button/platform/builder.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { policy } from '../policy.ts';
import { actAsContact } from './act-as-contact.ts';
import type { ContactNeeds } from './add-emergency-contact.ts';
import { endTelling, type AnsweredContact } from './contact-answer.ts';

/**
 * Somebody does not want to be told of a person who named them.
 *
 * @throws NotFoundError unless the token is that of a question that was not answered, for whatever
 *   reason.
 */
export function createDeclineContact(needs: ContactNeeds) {
  return async (
    request: RequestContext,
    { token }: { readonly token: string },
  ): Promise<AnsweredContact> => {
    permit(policy, 'declineContact', request.viewer);
    return actAsContact(
      needs,
      request.requestId,
      'declineContact',
      token,
      { purposes: ['QUESTION'], isOnce: true },
      async (transaction, person, contact) => {
        await endTelling(needs, transaction, person.id, contact, 'DECLINED');
        return {
          event: 'EMERGENCY_CONTACTS_CHANGED',
          facts: { contactId: contact.id },
          answer: { standing: 'DECLINED' },
        };
      },
    );
  };
}
