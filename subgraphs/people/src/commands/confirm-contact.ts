import type { RequestContext } from '@alert-button/platform/builder.ts';
import { InvalidInputError, type InputIssue } from '@alert-button/platform/errors.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { readPush, type PushSubscription } from '../domain/contact-address.ts';
import type { ContactStep } from '../domain/contact-standing.ts';
import { policy } from '../policy.ts';
import { saveContact, saveStanding } from '../store/contact-store.ts';
import { actAsContact } from './act-as-contact.ts';
import type { ContactNeeds } from './add-emergency-contact.ts';
import type { AnsweredContact } from './contact-answer.ts';

export interface ConfirmContactInput {
  readonly token: string;
  readonly steps?: readonly ContactStep[] | null | undefined;
  readonly push?: PushSubscription | null | undefined;
}

const nothingSaid = {
  name: undefined,
  phone: undefined,
  email: undefined,
  channels: undefined,
  language: undefined,
  message: undefined,
  maySee: undefined,
  steps: undefined,
} as const;

/**
 * Somebody agrees to be told of a person who named them, and may say of what only, and give their
 * own browser's subscription.
 *
 * @throws NotFoundError unless the token is that of a question that was not answered, for whatever
 *   reason; InvalidInputError naming the fields.
 */
export function createConfirmContact(needs: ContactNeeds) {
  return async (request: RequestContext, input: ConfirmContactInput): Promise<AnsweredContact> => {
    permit(policy, 'confirmContact', request.viewer);
    const issues: InputIssue[] = [];
    const push = input.push == null ? null : readPush(input.push, issues);
    if (input.steps?.length === 0) {
      issues.push({ path: 'steps', message: 'must name at least one' });
    }
    if (issues.length > 0) throw new InvalidInputError(issues);
    return actAsContact(
      needs,
      request.requestId,
      'confirmContact',
      input.token,
      { purposes: ['QUESTION'], isOnce: true },
      async (transaction, person, contact) => {
        await saveStanding(transaction, contact.id, 'CONFIRMED', input.steps ?? []);
        if (push !== null) {
          await saveContact(transaction, needs, person.id, contact.id, { ...nothingSaid, push });
        }
        return {
          event: 'EMERGENCY_CONTACTS_CHANGED',
          facts: { contactId: contact.id },
          answer: { standing: 'CONFIRMED' },
        };
      },
    );
  };
}
