import { expect, test } from '@jest/globals';
import {
  checkFollowHours,
  checkFollowLinkCount,
  followTokenBytes,
  longestFollowHours,
  mostFollowLinks,
} from './follow-link.ts';

test('P16: a link always ends, within thirty days', () => {
  expect(() => checkFollowHours(1)).not.toThrow();
  expect(() => checkFollowHours(longestFollowHours)).not.toThrow();
  for (const hours of [0, -1, longestFollowHours + 1]) {
    expect(() => checkFollowHours(hours)).toThrow('expiresInHours');
  }
});

test('P16: a token has 128 bits', () => {
  expect(followTokenBytes * 8).toBeGreaterThanOrEqual(128);
});

test('nobody has more links than they can look after', () => {
  expect(() => checkFollowLinkCount(mostFollowLinks - 1)).not.toThrow();
  expect(() => checkFollowLinkCount(mostFollowLinks)).toThrow('revoke one first');
});
