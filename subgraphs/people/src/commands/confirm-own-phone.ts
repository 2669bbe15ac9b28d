import { timingSafeEqual } from 'node:crypto';
import type { RequestContext } from '@alert-button/platform/builder.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { codeRefused, mostCodeTries, readCode } from '../domain/own-phone.ts';
import { policy } from '../policy.ts';
import { lockOwnPhone, saveOwnPhone } from '../store/own-phone-store.ts';
import type { PersonRecord } from '../store/person-store.ts';
import { takeCodeTry, useCode } from '../store/phone-code-store.ts';
import { actAsPerson } from './act-as-person.ts';
import { readStoredPerson } from './read-person.ts';
import type { OwnPhoneNeeds } from './set-own-phone.ts';

const isSame = (one: string, other: string): boolean => {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
};

/**
 * The person types the code that went to the number, which is theirs from then on: what is written
 * from it is theirs, and operators find them by it. Whoever proved it before has it no more.
 *
 * @throws InvalidInputError for a code that is wrong, over, or was tried too often: one answer.
 */
export function createConfirmOwnPhone(needs: OwnPhoneNeeds) {
  const { database, personKeys, phoneCodeIndex } = needs;
  return async (
    request: RequestContext,
    input: { readonly code: string },
  ): Promise<PersonRecord> => {
    const viewer = permit(policy, 'confirmOwnPhone', request.viewer);
    const { personId } = viewer;
    const code = readCode(input.code);
    if (code === null) throw codeRefused();
    const tried = await takeCodeTry(
      database,
      personKeys,
      personId,
      mostCodeTries,
      request.requestId,
    );
    if (tried === null) throw codeRefused();
    if (!isSame(tried.codeHash, phoneCodeIndex(`${tried.id}/${code}`))) throw codeRefused();
    const phone = await tried.phone();
    return actAsPerson(
      needs,
      { ...request, viewer },
      'confirmOwnPhone',
      async (transaction) => {
        if (!(await useCode(transaction, tried.id))) throw codeRefused();
        await saveOwnPhone(transaction, needs, personId, phone, 'PROVEN');
        return {
          event: 'PERSON_UPDATED',
          answer: () => readStoredPerson(transaction, personKeys, personId),
        };
      },
      (transaction) => lockOwnPhone(transaction, tried.phoneIndex),
    );
  };
}
