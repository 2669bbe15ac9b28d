import type { RequestContext } from '@alert-button/platform/builder.ts';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { mostRevocationLinks, revocationMinutes } from '../domain/contact-link.ts';
import { policy } from '../policy.ts';
import { countContactLinks } from '../store/contact-link-store.ts';
import { actAsContact } from './act-as-contact.ts';
import type { ContactNeeds } from './add-emergency-contact.ts';

export interface RequestedRevocation {
  readonly linkValidMinutes: number;
}

/**
 * A contact asks for the link with which they can shut out a device of the person who trusts them.
 * It goes to where they are reached, never into the answer: whoever only saw one of their messages
 * does not get it. The answer is the same whether there is anything to send, so it tells nothing.
 */
export function createRequestDeviceRevocation(needs: ContactNeeds) {
  return async (
    request: RequestContext,
    { token }: { readonly token: string },
  ): Promise<RequestedRevocation> => {
    permit(policy, 'requestDeviceRevocation', request.viewer);
    const asking = actAsContact(
      needs,
      request.requestId,
      'requestDeviceRevocation',
      token,
      { purposes: ['QUESTION', 'EXIT'], isOnce: false },
      async (transaction, person, contact) => {
        const sentToday = await countContactLinks(transaction, contact.id, 'REVOCATION');
        const isSent =
          contact.standing === 'CONFIRMED' &&
          contact.trustedDevices > 0 &&
          sentToday < mostRevocationLinks;
        if (isSent) {
          await needs.contactMessages.sendRevocationLink(transaction, person, contact);
        }
        return { event: null, facts: { contactId: contact.id, isSent }, answer: undefined };
      },
    );
    await asking.catch((error: unknown) => {
      if (!(error instanceof NotFoundError)) throw error;
    });
    return { linkValidMinutes: revocationMinutes };
  };
}
