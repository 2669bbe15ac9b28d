import { expect, test } from '@jest/globals';
import { publicationEvents } from './events.ts';
import {
  testAdditionalDesk,
  testConsulate,
  testDirectory,
  testListing,
} from './testing/directory.ts';

const consulate = testConsulate('houston', {
  version: 3,
  position: { latitude: 29.7604, longitude: -95.3698, precision: 'CITY' },
  jurisdiction: { completeness: 'COMPLETE', listings: [testListing(['48201'])] },
});
const content = testDirectory(consulate, testConsulate('dallas'));

test('says of a consulate what routing needs, and nothing more', () => {
  const [event] = publicationEvents(
    { ...content, desks: [], consulates: [consulate] },
    content.desks,
  );
  expect(event).toEqual({
    id: expect.any(String),
    kind: 'OFFICE_PUBLISHED',
    subjectId: 'id-houston',
    version: 3,
    feeds: [],
    payload: {
      id: 'id-houston',
      code: 'houston',
      deskId: 'desk-houston',
      latitude: 29.7604,
      longitude: -95.3698,
      isJurisdictionComplete: true,
      counties: [{ fips: '48201', basis: 'SOURCE' }],
      isInService: true,
      hours: null,
      regionalGroup: null,
    },
  });
});

test("names a consulate's own desk to routing, whatever other desks it has", () => {
  const second = testAdditionalDesk('second-team', consulate);
  const events = publicationEvents({ ...content, consulates: [consulate], desks: [second] }, [
    second,
    ...content.desks,
    second,
  ]);
  expect(events.map(({ kind, payload }) => [kind, payload])).toEqual([
    [
      'DESK_PUBLISHED',
      {
        id: 'additional-second-team',
        code: 'second-team',
        kind: 'ADDITIONAL',
        consulateId: 'id-houston',
        isInService: true,
        escalationPolicy: null,
      },
    ],
    ['OFFICE_PUBLISHED', expect.objectContaining({ deskId: 'desk-houston' })],
  ]);
});

test('tells of the national desk last, so that whoever has heard of it knows every consulate', () => {
  const events = publicationEvents(content, content.desks);
  expect(events.map(({ kind, subjectId }) => [kind, subjectId])).toEqual([
    ['DESK_PUBLISHED', 'desk-houston'],
    ['DESK_PUBLISHED', 'desk-dallas'],
    ['OFFICE_PUBLISHED', 'id-houston'],
    ['OFFICE_PUBLISHED', 'id-dallas'],
    ['DESK_PUBLISHED', 'desk-national'],
  ]);
});
