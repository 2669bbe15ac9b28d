import { timingSafeEqual } from 'node:crypto';
import { appendAudit } from '@alert-button/platform/audit/append-audit.ts';
import type { RequestContext } from '@alert-button/platform/builder.ts';
import {
  ConflictError,
  InvalidInputError,
  NotFoundError,
  type InputIssue,
} from '@alert-button/platform/errors.ts';
import { permit, requireOperator } from '@alert-button/platform/policy.ts';
import {
  mostTriesPerOperator,
  mostTriesPerPhone,
  spoken,
  type CallerOverride,
} from '../domain/caller-word.ts';
import { readOwnPhone } from '../domain/own-phone.ts';
import { policy } from '../policy.ts';
import {
  findCandidates,
  newSalt,
  noteFound,
  takeCallerTry,
  type CallerCandidate,
} from '../store/caller-store.ts';
import type { OwnPhoneKeys } from '../store/own-phone-store.ts';
import { readPhone } from '@alert-button/platform/phone-number.ts';
import type { CallerWordNeeds } from './set-caller-word.ts';
import { orElse } from './unreadable.ts';

export type RecogniseCallerNeeds = CallerWordNeeds & OwnPhoneKeys;

export interface RecogniseCallerInput {
  readonly phone: string;
  readonly word?: string | null | undefined;
  readonly override?: CallerOverride | null | undefined;
}

/** Who calls: enough to raise for them, and nothing more of them. */
export interface Caller {
  readonly personId: string;
}

const longestWord = 64;
const limits = { perPhone: mostTriesPerPhone, perOfficer: mostTriesPerOperator };

function parse(input: RecogniseCallerInput) {
  const issues: InputIssue[] = [];
  const phone = readOwnPhone(input.phone, readPhone, issues);
  const { word = null, override = null } = input;
  if (word !== null && override !== null) {
    issues.push({ path: 'override', message: 'must be left out where there is a word' });
  } else if (word === null && override === null) {
    issues.push({ path: 'word', message: 'must be given, or override' });
  }
  if (word !== null && word.length > longestWord) {
    issues.push({ path: 'word', message: `must be at most ${longestWord} characters` });
  }
  if (issues.length > 0) throw new InvalidInputError(issues);
  return { phone, word: word === null ? null : spoken(word), override };
}

/**
 * An operator asks who calls, by the number and the word that the caller says, or without the word
 * and with a reason. Each try is counted before it is looked at and recorded, whether or not
 * anybody has the number; a wrong word and an unknown number are one answer, after the same work.
 *
 * @throws InvalidInputError; ConflictError when there were too many tries on the number or by the
 *   operator; NotFoundError when nobody is recognised, and for who is no operator.
 */
export function createRecogniseCaller(needs: RecogniseCallerNeeds) {
  const { database, personKeys, ownPhoneIndex, hashWord } = needs;

  async function isWordOf({ personId, word }: CallerCandidate, said: string): Promise<boolean> {
    // The keys of somebody who was erased are gone, and nobody is recognised by them.
    const known = await orElse(null, word);
    const hash = await hashWord(said, personId, known?.salt ?? newSalt());
    return known !== null && timingSafeEqual(hash, known.hash);
  }

  async function recognise(
    candidates: readonly CallerCandidate[],
    said: string,
  ): Promise<string | null> {
    let found: string | null = null;
    for (const candidate of candidates) {
      if ((await isWordOf(candidate, said)) && found === null) found = candidate.personId;
    }
    if (candidates.length === 0) await hashWord(said, '', newSalt());
    return found;
  }

  return async (request: RequestContext, input: RecogniseCallerInput): Promise<Caller> => {
    const operator = requireOperator(permit(policy, 'recogniseCaller', request.viewer));
    const { phone, word, override } = parse(input);
    const phoneIndex = ownPhoneIndex(phone);
    const tryId = await takeCallerTry(database, operator.officerId, phoneIndex, limits);
    if (tryId !== null) {
      const candidates = await findCandidates(database, personKeys, phoneIndex);
      const personId =
        word === null ? (candidates[0]?.personId ?? null) : await recognise(candidates, word);
      await database.transaction(async (transaction) => {
        if (personId !== null) await noteFound(transaction, tryId);
        await appendAudit(transaction, {
          actorKind: 'OFFICER',
          actorId: operator.officerId,
          action: 'recogniseCaller',
          subjectId: personId ?? tryId,
          requestId: request.requestId,
          facts: { by: override ?? 'WORD', isFound: personId !== null },
        });
      });
      if (personId !== null) return { personId };
      throw new NotFoundError('A caller');
    }
    await database.transaction((transaction) =>
      appendAudit(transaction, {
        actorKind: 'OFFICER',
        actorId: operator.officerId,
        action: 'recogniseCaller',
        subjectId: operator.officerId,
        requestId: request.requestId,
        facts: { by: override ?? 'WORD', isTooOften: true },
      }),
    );
    throw new ConflictError('There were too many tries; it can be tried again later.');
  };
}
