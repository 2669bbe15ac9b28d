import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { statuses } from './alert.ts';
import { screenOrder, standingOf, standings, type StandingFacts } from './standing.ts';

const facts = (changes: Partial<StandingFacts> = {}): StandingFacts => ({
  isDrill: false,
  status: 'RAISED',
  isUrged: false,
  hasPosition: true,
  isTakenWithGroup: false,
  ...changes,
});
const place = (changes: Partial<StandingFacts>) => screenOrder.indexOf(standingOf(facts(changes)));

test('every alert has a standing, and every standing has its place on the screen', () => {
  const any = fc.record({
    isDrill: fc.boolean(),
    status: fc.constantFrom(...statuses),
    isUrged: fc.boolean(),
    hasPosition: fc.boolean(),
    isTakenWithGroup: fc.boolean(),
  });
  fc.assert(fc.property(any, (one) => screenOrder.includes(standingOf(one))));
  expect(screenOrder.toSorted()).toEqual(standings.map(({ name }) => name).toSorted());
});

test('the order of the screen, from the top', () => {
  const order = [
    place({ isUrged: true, hasPosition: false, isTakenWithGroup: true }),
    place({}),
    place({ hasPosition: false }),
    place({ status: 'ACKNOWLEDGED', isTakenWithGroup: true }),
    place({ status: 'CANCEL_REQUESTED', isUrged: true }),
    place({ status: 'ASSISTING' }),
    place({ isDrill: true, isUrged: true }),
  ];
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(place({ isTakenWithGroup: true })).toBe(3);
  expect(place({ status: 'ACKNOWLEDGED' })).toBe(5);
});
