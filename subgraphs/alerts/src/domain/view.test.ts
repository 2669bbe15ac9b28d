import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anAct, desks, newAlert, newDecision } from '../testing/walk.ts';
import type { Alert } from './alert.ts';
import { decide } from './decide.ts';
import { isTalk } from './message.ts';
import { transitions, type Act } from './transitions.ts';
import { callerCountyOf, duressOf, factFor, placeOf, viewOf } from './view.ts';

/** The acts that are possible, one after the other, and the facts they leave. */
function walkThrough(acts: readonly Act[]) {
  const first = newDecision();
  const facts = [first.fact];
  let now: Alert = first.alert;
  for (const act of acts) {
    if (transitions[act.name].to[now.state.status] === undefined) continue;
    const { alert, fact } = decide(now, act);
    now = alert;
    facts.push(fact);
  }
  return { alert: now, facts };
}

describe('an organisation', () => {
  test('sees of every alert and fact what the phone shows, without desk and messages', () => {
    fc.assert(
      fc.property(fc.array(anAct, { maxLength: 40 }), (acts) => {
        const { alert, facts } = walkThrough(acts);
        const onPhone = { ...viewOf(alert, 'PERSON'), deskId: null };
        expect(viewOf(alert, 'ORGANISATION')).toEqual(onPhone);
        for (const fact of facts) {
          const shown = factFor(fact, 'PERSON');
          const isHidden = shown === null || isTalk(shown.kind);
          const expected = isHidden ? null : { ...shown, deskId: null };
          expect(factFor(fact, 'ORGANISATION')).toEqual(expected);
        }
      }),
    );
  });

  test('learns nothing of where', () => {
    const alert = newAlert();
    expect(placeOf(alert, 'ORGANISATION')).toEqual({
      consulateId: null,
      coarseCell: null,
      routing: { reason: 'COUNTY', basis: null, countyFips: null, distanceKilometers: null },
    });
    for (const seenBy of ['PERSON', 'DESK'] as const) {
      const { consulateId } = alert.routing;
      const { coarseCell, routing } = alert;
      expect(placeOf(alert, seenBy)).toMatchObject({ consulateId, coarseCell, routing });
    }
  });
});

test('whether somebody is under duress, the desks are told and nobody else', () => {
  const { alert, fact } = decide(newAlert(), { name: 'CANCEL_UNDER_DURESS' });
  expect([duressOf(alert, 'DESK'), factFor(fact, 'DESK')?.isDuress]).toEqual([true, true]);
  for (const seenBy of ['PERSON', 'ORGANISATION'] as const) {
    expect(duressOf(alert, seenBy)).toBeNull();
    const { isDuress, status } = factFor(fact, seenBy) ?? {};
    expect({ isDuress, status }).toEqual({ isDuress: null, status: 'CANCEL_REQUESTED' });
  }
});

test('that an operator acted for a caller, and the county they heard, the desks are told and nobody else', () => {
  const heard = {
    name: 'UPDATE_POSITION',
    by: 'OPERATOR',
    deskId: desks.callCentre,
    countyFips: '48113',
  } as const;
  const { alert, fact } = decide(newAlert(), heard);
  expect([callerCountyOf(alert, 'DESK'), factFor(fact, 'DESK')?.isForCaller]).toEqual([
    '48113',
    true,
  ]);
  for (const seenBy of ['PERSON', 'ORGANISATION'] as const) {
    expect([callerCountyOf(alert, seenBy), factFor(fact, seenBy)?.isForCaller]).toEqual([
      null,
      null,
    ]);
  }
});

test('a cancel for a caller freezes the phone like its own', () => {
  const by = { by: 'OPERATOR', deskId: desks.callCentre } as const;
  const own = decide(newAlert(), { name: 'REQUEST_CANCEL' }).alert;
  const { alert } = decide(newAlert(), { name: 'REQUEST_CANCEL', ...by });
  expect(alert.personView).toEqual(own.personView);
  expect(alert.state).toEqual(own.state);
  expect(alert.offeredTo).toEqual([...own.offeredTo, desks.callCentre]);
});

test('what an organisation does after a request to cancel reaches the desks and not the phone', () => {
  const cancelled = decide(newAlert(), { name: 'REQUEST_CANCEL' }).alert;
  for (const name of ['PRESS_AGAIN', 'UPDATE_POSITION'] as const) {
    const { alert, fact, deskIds } = decide(cancelled, { name, by: 'ORGANISATION' });
    expect(fact.person).toBeNull();
    expect(viewOf(alert, 'PERSON')).toEqual(viewOf(cancelled, 'PERSON'));
    expect(viewOf(alert, 'DESK').version).toBe(cancelled.version + 1);
    expect(deskIds).toEqual([desks.first]);
  }
  const pressed = decide(cancelled, { name: 'PRESS_AGAIN', by: 'ORGANISATION' }).alert;
  expect(pressed.state.status).toBe('RAISED');
  const again = decide(pressed, { name: 'PRESS_AGAIN' }).alert;
  expect(viewOf(again, 'PERSON')).toMatchObject({ status: 'RAISED' });
});
