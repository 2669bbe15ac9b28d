import { expect, test } from '@jest/globals';
import { UsageError } from './admin-error.ts';
import { formatSteps, parseSteps } from './escalation-steps.ts';

test('steps are typed and said in the same words', () => {
  const typed = '30:duty+group, 60:call-centre+desk:dallas, 180:national';
  const steps = parseSteps(typed);
  expect(steps[1]).toEqual({
    afterSeconds: 60,
    targets: [
      { kind: 'CALL_CENTRE', deskCode: null },
      { kind: 'DESK', deskCode: 'dallas' },
    ],
  });
  expect(formatSteps(steps.map((step) => ({ ...step, targets: step.targets as never })))).toBe(
    typed,
  );
});

test.each([
  '',
  '30',
  '30:',
  'x:national',
  '30:somebody',
  '30:desk:',
  '30:national,',
  '-1:national',
])('steps are refused as %j', (typed) => expect(() => parseSteps(typed)).toThrow(UsageError));
