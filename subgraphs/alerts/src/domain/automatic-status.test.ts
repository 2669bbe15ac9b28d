import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anAct, newAlert } from '../testing/walk.ts';
import { automaticStatusOf, type GroupStanding } from './automatic-status.ts';
import type { Alert } from './alert.ts';
import { decide } from './decide.ts';
import { AlertStateError } from './errors.ts';
import type { Act } from './transitions.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 28, 8, minute));
const raisedAt = at(0);
const standing = (facts: Partial<GroupStanding> = {}): GroupStanding => ({
  joinedAt: at(1),
  manyAt: null,
  pendingSince: null,
  takenSince: null,
  ...facts,
});
const after = (...acts: readonly Act[]): Alert =>
  acts.reduce((alert, act) => decide(alert, act).alert, newAlert());
const acknowledge: Act = { name: 'ACKNOWLEDGE', officerId: 'officer', groupId: 'group' };

test.each<[string, Alert, GroupStanding | null, object | null]>([
  ['a new one', after(), null, { kind: 'RECEIVED', at: raisedAt }],
  ['one of few', after(), standing(), { kind: 'RECEIVED', at: raisedAt }],
  ['one of many', after(), standing({ manyAt: at(2) }), { kind: 'MANY_NEARBY', at: at(2) }],
  ['a late one of many', after(), standing({ manyAt: at(0) }), { kind: 'MANY_NEARBY', at: at(1) }],
  [
    'one whose group was taken',
    after(),
    standing({ manyAt: at(2), pendingSince: at(3), takenSince: null }),
    { kind: 'TAKEN_WITH_GROUP', at: at(3) },
  ],
  [
    'one acknowledged with its group',
    after(acknowledge),
    standing({ takenSince: at(3) }),
    { kind: 'TAKEN_WITH_GROUP', at: at(3) },
  ],
  ['one acknowledged by itself', after(acknowledge), standing({ manyAt: at(2) }), null],
  [
    'one whose acknowledgement lapsed',
    after(acknowledge, { name: 'LAPSE' }),
    standing({ manyAt: at(2), takenSince: at(3) }),
    { kind: 'MANY_NEARBY', at: at(2) },
  ],
  [
    'one that is helped with',
    after(acknowledge, { name: 'BEGIN_ASSISTANCE', officerId: 'officer' }),
    standing({ takenSince: at(3) }),
    null,
  ],
  ['a closed one', after({ name: 'RESOLVE', outcome: 'ASSISTED' }), standing(), null],
])('%s', (_name, alert, inGroup, status) => {
  expect(automaticStatusOf(alert, raisedAt, inGroup)).toEqual(status);
});

test('P13: after a request to cancel it says nothing, whatever the desks and the group do', () => {
  const deskActs = fc.array(
    anAct.filter(({ name }) => name !== 'PRESS_AGAIN'),
    { maxLength: 12 },
  );
  const anyStanding = fc.option(
    fc.record({
      joinedAt: fc.constant(at(1)),
      manyAt: fc.constantFrom(null, at(2)),
      pendingSince: fc.constantFrom(null, at(3)),
      takenSince: fc.constantFrom(null, at(3)),
    }),
  );
  fc.assert(
    fc.property(deskActs, anyStanding, (acts, inGroup) => {
      let alert = after({ name: 'REQUEST_CANCEL' });
      for (const act of acts) {
        try {
          ({ alert } = decide(alert, act));
        } catch (error) {
          if (!(error instanceof AlertStateError)) throw error;
        }
        expect(automaticStatusOf(alert, raisedAt, inGroup)).toBeNull();
      }
    }),
  );
});
