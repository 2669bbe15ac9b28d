import { appendAudit } from '@alert-button/platform/audit/append-audit.ts';
import type { RequestContext } from '@alert-button/platform/builder.ts';
import { runSqlIn } from '@alert-button/platform/database/open-database.ts';
import { InvalidInputError, type InputIssue } from '@alert-button/platform/errors.ts';
import { appendEvent } from '@alert-button/platform/event-log/append.ts';
import { permit, requireOperator } from '@alert-button/platform/policy.ts';
import { readCallerWord } from '../domain/caller-word.ts';
import { homeConsulateIssues } from '../domain/consulate-code.ts';
import { parseLanguages } from '../domain/languages.ts';
import { readOwnPhone } from '../domain/own-phone.ts';
import { personEvent } from '../events.ts';
import { policy } from '../policy.ts';
import { saveWord } from '../store/caller-store.ts';
import { lockOwnPhone, saveOwnPhone } from '../store/own-phone-store.ts';
import { insertPersonOnce, lockPerson } from '../store/person-store.ts';
import { isUuid } from '@alert-button/platform/uuid.ts';
import type { Caller, RecogniseCallerNeeds } from './recognise-caller.ts';
import { readPhone } from '@alert-button/platform/phone-number.ts';
import { hashNewWord } from './set-caller-word.ts';

export interface RegisterCallerInput {
  readonly personId: string;
  readonly phone?: string | null | undefined;
  readonly word?: string | null | undefined;
  readonly languages?: readonly string[] | null | undefined;
  readonly homeConsulate?: string | null | undefined;
}

function parse(input: RegisterCallerInput) {
  const issues: InputIssue[] = [];
  if (!isUuid(input.personId)) issues.push({ path: 'personId', message: 'must be a UUID' });
  const phone = input.phone == null ? null : readOwnPhone(input.phone, readPhone, issues);
  const word = input.word == null ? null : readCallerWord(input.word, issues);
  const { languages, issues: wrong } = parseLanguages(input.languages ?? []);
  const { homeConsulate = null } = input;
  issues.push(...wrong, ...homeConsulateIssues(homeConsulate));
  if (issues.length > 0) throw new InvalidInputError(issues);
  return { personId: input.personId.toLowerCase(), phone, word, languages, homeConsulate };
}

/**
 * An operator registers somebody on the telephone who has no device: a person like any other, so
 * that contacts and consents can follow. The id is made by the operator's client, and is the one an
 * alert was raised with, if there is one; again with the same id changes nothing. A number that is
 * only told finds the caller together with their word, and links no text message to them.
 *
 * @throws InvalidInputError; NotFoundError for who is no operator.
 */
export function createRegisterCaller(needs: RecogniseCallerNeeds) {
  const { database, personKeys, ownPhoneIndex, hashWord, announce } = needs;
  return async (request: RequestContext, input: RegisterCallerInput): Promise<Caller> => {
    const operator = requireOperator(permit(policy, 'registerCaller', request.viewer));
    const { personId, phone, word, languages, homeConsulate } = parse(input);
    const hashed = word === null ? null : await hashNewWord(hashWord, personId, word);
    const person = { kind: 'PERSON', id: personId, homeConsulate, languages, version: 1 } as const;
    const isNew = await database.transaction(async (transaction) => {
      if (phone !== null) await lockOwnPhone(transaction, ownPhoneIndex(phone));
      const isInserted = await insertPersonOnce(transaction, person);
      if (isInserted) {
        await lockPerson(transaction, personId);
        if (phone !== null) await saveOwnPhone(transaction, needs, personId, phone, 'TOLD');
        if (hashed !== null) await saveWord(transaction, personKeys, personId, hashed);
        await appendEvent(runSqlIn(transaction), personEvent('PERSON_ENROLLED', person));
      }
      await appendAudit(transaction, {
        actorKind: 'OFFICER',
        actorId: operator.officerId,
        action: 'registerCaller',
        subjectId: personId,
        requestId: request.requestId,
        facts: {
          hasPhone: phone !== null,
          hasWord: word !== null,
          outcome: isInserted ? 'DONE' : 'UNCHANGED',
        },
      });
      return isInserted;
    });
    if (isNew) announce();
    return { personId };
  };
}
