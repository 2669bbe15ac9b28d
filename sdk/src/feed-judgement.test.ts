import { expect, test } from '@jest/globals';
import { readItems } from './feed-judgement.ts';
import type { Operation } from './operation.ts';

test('moments in an item of a feed are Dates', () => {
  const at = '2026-11-22T01:02:03.000Z';
  const operation: Operation<{ readonly at: Date }, object> = {
    name: 'Events',
    kind: 'subscription',
    root: 'events',
    isRepeatable: false,
    text: 'subscription Events { events { at } }',
    dates: ['at'],
  };
  expect(readItems({ data: { events: { at } } }, operation)).toEqual([{ at: new Date(at) }]);
});
