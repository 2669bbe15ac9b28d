import type { RequestContext } from '@alert-button/platform/builder.ts';
import type { HashPin } from '@alert-button/platform/pin-hasher.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { parseCallerWord } from '../domain/caller-word.ts';
import { maySeePerson, policy } from '../policy.ts';
import { hasWord, newSalt, saveWord, type WordHash } from '../store/caller-store.ts';
import type { PersonRecord } from '../store/person-store.ts';
import { actAsPerson, type PersonNeeds } from './act-as-person.ts';
import { readStoredPerson } from './read-person.ts';

export interface CallerWordNeeds extends PersonNeeds {
  /** As alerts hashes PINs, under a key of its own. */
  readonly hashWord: HashPin;
}

/** The hash of a word, with a salt of its own. */
export async function hashNewWord(
  hashWord: HashPin,
  personId: string,
  word: string,
): Promise<WordHash> {
  const salt = newSalt();
  return { salt, hash: await hashWord(word, personId, salt) };
}

/**
 * The person chooses the word by which operators know them when they call from any telephone; null
 * clears it.
 *
 * @throws InvalidInputError naming `word`.
 */
export function createSetCallerWord(needs: CallerWordNeeds) {
  return async (
    request: RequestContext,
    input: { readonly word?: string | null | undefined },
  ): Promise<PersonRecord> => {
    const viewer = permit(policy, 'setCallerWord', request.viewer);
    const word = input.word == null ? null : parseCallerWord(input.word);
    // Before the transaction: it takes its time on purpose.
    const hashed = word === null ? null : await hashNewWord(needs.hashWord, viewer.personId, word);
    return actAsPerson(
      needs,
      { ...request, viewer },
      'setCallerWord',
      async (transaction, { id }) => {
        await saveWord(transaction, needs.personKeys, id, hashed);
        return {
          event: 'PERSON_UPDATED',
          facts: { isRemoved: hashed === null },
          answer: () => readStoredPerson(transaction, needs.personKeys, id),
        };
      },
    );
  };
}

/** Whether operators can know the person by a word; null for everybody else. */
export function createReadHasCallerWord({ database }: Pick<PersonNeeds, 'database'>) {
  return async ({ viewer }: RequestContext, personId: string): Promise<boolean | null> =>
    maySeePerson(viewer, personId) ? hasWord(database, personId) : null;
}
