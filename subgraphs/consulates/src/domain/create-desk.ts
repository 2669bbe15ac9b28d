import { ConflictError, InvalidInputError } from '@alert-button/platform/errors.ts';
import type { Desk } from './desk.ts';
import type { Directory, DirectoryContent } from './directory.ts';

const longestCode = 64;
const codePattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Ends the code of a consulate's desk whose own is taken; see `withFreeCodes`. */
const yieldedEnding = '-consulate';

/** All desks are held in memory and listed whole; a list that grows further is a mistake. */
export const mostAdditionalDesks = 500;

/**
 * The code of an additional desk: like a consulate's, in small letters, digits and single hyphens.
 *
 * @throws InvalidInputError
 */
export function parseDeskCode(code: string): string {
  if (code.length > longestCode || !codePattern.test(code)) {
    const message = `must be 1 to ${longestCode} of a-z and 0-9, with single hyphens within`;
    throw new InvalidInputError([{ path: 'code', message }]);
  }
  if (code.endsWith(yieldedEnding)) {
    const message = `must not end in ${yieldedEnding}: that is kept for desks of consulates`;
    throw new InvalidInputError([{ path: 'code', message }]);
  }
  return code;
}

/**
 * The additional desk that is there already as it is wanted, open or closed; null when it has to be
 * created.
 *
 * @throws ConflictError when it cannot be.
 */
export function findSameDesk(stored: Directory, wanted: Desk): Desk | null {
  const known = stored.desk({ code: wanted.code });
  if (known !== null) {
    if (known.id === wanted.id && known.consulateId === wanted.consulateId) return known;
    throw new ConflictError('The code is taken by another desk.');
  }
  const additional = stored.desks.filter(({ kind }) => kind === 'ADDITIONAL');
  if (additional.length < mostAdditionalDesks) return null;
  throw new ConflictError('There are as many additional desks as there may be.');
}

/**
 * What is shipped, where a consulate's desk yields its code to an additional desk that had it
 * before. Codes never change: officers' tokens name them, and the officers of one desk must not
 * find themselves at another.
 */
export function withFreeCodes(
  shipped: DirectoryContent,
  stored: DirectoryContent,
): DirectoryContent {
  const taken = new Set(
    stored.desks.flatMap(({ kind, code }) => (kind === 'ADDITIONAL' ? [code] : [])),
  );
  const desks = shipped.desks.map((desk) =>
    taken.has(desk.code) ? { ...desk, code: `${desk.code}${yieldedEnding}` } : desk,
  );
  return { ...shipped, desks };
}
