import { randomInt } from 'node:crypto';
import type { RequestContext } from '@alert-button/platform/builder.ts';
import type { BlindIndex } from '@alert-button/platform/keys.ts';
import { permit } from '@alert-button/platform/policy.ts';
import {
  codeFrom,
  codeMinutes,
  codesThereAre,
  mostCodesPerPerson,
  mostCodesPerPhone,
  requireOwnPhone,
} from '../domain/own-phone.ts';
import { policy } from '../policy.ts';
import {
  deleteOwnPhone,
  hasOwnPhone,
  isStopped,
  lockOwnPhone,
  type OwnPhoneKeys,
} from '../store/own-phone-store.ts';
import { countCodes, endCodes, insertCode } from '../store/phone-code-store.ts';
import { actAsPerson, type PersonNeeds } from './act-as-person.ts';
import type { OwnMessages } from './own-messages.ts';
import { readPhone } from '@alert-button/platform/phone-number.ts';

export interface OwnPhoneNeeds extends PersonNeeds, OwnPhoneKeys {
  /** Of a code and what it is for: the codes themselves are not kept. */
  readonly phoneCodeIndex: BlindIndex;
  readonly ownMessages: OwnMessages;
}

export interface SentCode {
  readonly codeValidMinutes: number;
}

/**
 * The person says by which number they call or write. A code goes there, and the number is theirs
 * once they have typed it (`confirmOwnPhone`); null takes the number away at once.
 *
 * The answer is always the same: it tells neither whether anybody else has the number, nor whether
 * a code was sent, which happens only so often a day to one number and for one person.
 *
 * @throws InvalidInputError for what is no number.
 */
export function createSetOwnPhone(needs: OwnPhoneNeeds) {
  const { personKeys, ownPhoneIndex, phoneCodeIndex, ownMessages } = needs;
  return async (
    request: RequestContext,
    input: { readonly phone?: string | null | undefined },
  ): Promise<SentCode> => {
    const viewer = permit(policy, 'setOwnPhone', request.viewer);
    const phone = input.phone == null ? null : requireOwnPhone(input.phone, readPhone);
    const answer = () => ({ codeValidMinutes: codeMinutes });
    return actAsPerson(
      needs,
      { ...request, viewer },
      'setOwnPhone',
      async (transaction, person) => {
        if (phone === null) {
          const had = await hasOwnPhone(transaction, person.id);
          await endCodes(transaction, person.id);
          await deleteOwnPhone(transaction, person.id);
          return {
            event: had ? 'PERSON_UPDATED' : null,
            facts: { isRemoved: true },
            answer,
          };
        }
        const phoneIndex = ownPhoneIndex(phone);
        const sent = await countCodes(transaction, person.id, phoneIndex);
        const isSent =
          sent.ofPhone < mostCodesPerPhone &&
          sent.ofPerson < mostCodesPerPerson &&
          !(await isStopped(transaction, phoneIndex));
        if (isSent) {
          const id = crypto.randomUUID();
          const code = codeFrom(randomInt(codesThereAre));
          await insertCode(transaction, personKeys, {
            id,
            personId: person.id,
            phone,
            phoneIndex,
            codeHash: phoneCodeIndex(`${id}/${code}`),
            minutes: codeMinutes,
          });
          await ownMessages.sendCode(transaction, {
            id,
            phone,
            languages: person.languages,
            code,
          });
        }
        return { event: null, facts: { isSent }, answer };
      },
      phone === null ? undefined : (transaction) => lockOwnPhone(transaction, ownPhoneIndex(phone)),
    );
  };
}
