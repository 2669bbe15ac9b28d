import { expect, test } from '@jest/globals';
import { desks, newDecision } from '../testing/walk.ts';
import type { Alert } from './alert.ts';
import { decide } from './decide.ts';
import { escalationAfter, nextStep } from './escalation.ts';

/** Desks asked by and by until it ends, at most ten steps. */
function askedDesks(environment: Alert['environment']): (readonly string[])[] {
  let { alert } = newDecision({ environment });
  const asked: (readonly string[])[] = [];
  for (let steps = 0; steps < 10; steps += 1) {
    const { level, deskIds } = nextStep(alert);
    asked.push(deskIds);
    const before = alert.state.status;
    ({ alert } = decide(alert, { name: 'ESCALATE', level, deskIds }));
    if (escalationAfter(before, 'ESCALATE', alert) === 'STOP') break;
  }
  return asked;
}

test('in the sandbox escalation ends with the last named step; live it goes on until an answer', () => {
  expect(askedDesks('TEST')).toEqual([[desks.callCentre], [desks.national]]);
  expect(askedDesks('LIVE')).toHaveLength(10);
});
