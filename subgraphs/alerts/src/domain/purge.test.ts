import { expect, test } from '@jest/globals';
import { purgedAfterHours } from './purge.ts';

test.each([
  ['a call for help never', false, 'LIVE', null],
  ['a drill after a day', true, 'LIVE', 24],
  ['the sandbox after a week', false, 'TEST', 168],
  ['a drill of the sandbox after a day', true, 'TEST', 24],
] as const)('%s', (_what, isDrill, environment, hours) => {
  expect(purgedAfterHours({ isDrill, environment })).toBe(hours);
});
