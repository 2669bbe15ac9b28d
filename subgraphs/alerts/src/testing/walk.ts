import fc from 'fast-check';
import { outcomes, type Alert } from '../domain/alert.ts';
import { raise } from '../domain/raise.ts';
import type { Act } from '../domain/transitions.ts';
import { testId } from './shipped-directory.ts';

export const desks = {
  first: testId('desk houston'),
  other: testId('desk dallas'),
  callCentre: testId('desk call-centre'),
  national: testId('desk national'),
} as const;

export const anOfficer = 'officer-1';

/** An alert just raised at the desk `first`; `facts` replace what matters to a test. */
export function newDecision(facts: Partial<Parameters<typeof raise>[0]> = {}) {
  return raise({
    id: testId('alert'),
    personId: testId('person'),
    environment: 'LIVE',
    channel: 'APP',
    isDrill: false,
    route: {
      deskId: desks.first,
      consulateId: testId('office houston'),
      reason: 'COUNTY',
      basis: 'SEAT_COUNTY',
      countyFips: '48201',
      distanceKilometers: 12.5,
    },
    coarseCell: '85446ca3fffffff',
    escalationPolicy: [
      { afterSeconds: 60, deskIds: [desks.callCentre] },
      { afterSeconds: 180, deskIds: [desks.national] },
    ],
    lapseAfterSeconds: 900,
    ...facts,
  });
}

export const newAlert = (): Alert => newDecision().alert;

const anyDesk = fc.constantFrom(...Object.values(desks));
const officerId = fc.constantFrom(anOfficer, 'officer-2');
const named = <Name extends Act['name']>(name: Name) => fc.constant({ name } as const);

/** What desks and the service do while an alert is open; nothing that ends it. */
export const deskActs: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ name: fc.constant('ACKNOWLEDGE' as const), officerId }),
  fc.record({ name: fc.constant('BEGIN_ASSISTANCE' as const), officerId }),
  fc.record({ name: fc.constant('HAND_OVER' as const), officerId }),
  fc.record({ name: fc.constant('TRANSFER' as const), deskId: anyDesk }),
  named('LAPSE'),
  fc.constant({ name: 'NOTE', by: 'OPERATOR', deskId: desks.callCentre } as const),
  fc.record({
    name: fc.constant('ESCALATE' as const),
    level: fc.integer({ min: 1, max: 9 }),
    deskIds: fc.uniqueArray(anyDesk, { maxLength: 3 }),
    dutyOfficerIds: fc.uniqueArray(officerId),
  }),
);

/** Anything that can happen to an alert; whether it may, the state table says. */
export const anAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: deskActs },
  {
    weight: 2,
    arbitrary: fc.oneof(
      named('PRESS_AGAIN'),
      named('UPDATE_POSITION'),
      named('WRITE_TO_DESK'),
      named('LEAVE_PHONE'),
      named('REQUEST_CANCEL'),
      named('REPEAT_CANCEL'),
      named('CANCEL_UNDER_DURESS'),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.oneof(
      named('DOUBT_CANCEL'),
      named('CONFIRM_CANCEL'),
      fc.record({
        name: fc.constant('RESOLVE' as const),
        outcome: fc.constantFrom(...outcomes),
      }),
    ),
  },
);
