import { ConflictError, InvalidInputError } from '@alert-button/platform/errors.ts';

/** 128 random bits: none is guessed, and with the address of the page it fits a text message. */
export const followTokenBytes = 16;

export const shortestFollowHours = 1;
/** Thirty days: a link that outlives the case would be forgotten, and still open. */
export const longestFollowHours = 30 * 24;
/** Three days: somebody who still follows by then can be sent a new one. */
export const usualFollowHours = 3 * 24;

/** So many links of a person are good at a time, of those made by hand. */
export const mostFollowLinks = 20;

/** @throws InvalidInputError */
export function checkFollowHours(hours: number): void {
  if (hours >= shortestFollowHours && hours <= longestFollowHours) return;
  throw new InvalidInputError([
    {
      path: 'expiresInHours',
      message: `must be from ${shortestFollowHours} to ${longestFollowHours}`,
    },
  ]);
}

/** @throws ConflictError */
export function checkFollowLinkCount(count: number): void {
  if (count < mostFollowLinks) return;
  throw new ConflictError(`There are ${mostFollowLinks} links already: revoke one first.`);
}
