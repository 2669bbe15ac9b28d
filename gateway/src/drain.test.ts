import { expect, test } from '@jest/globals';
import { spreadOf } from './drain.ts';

test.each([
  [1, 250],
  [125, 250],
  [1_000, 2_000],
  [5_000, 10_000],
  [20_000, 10_000],
])('%i sockets come back within %i milliseconds', (sockets, milliseconds) => {
  expect(spreadOf(sockets)).toBe(milliseconds);
});
