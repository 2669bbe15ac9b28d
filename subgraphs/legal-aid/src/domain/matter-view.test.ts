import { expect, test } from '@jest/globals';
import { matterParts, sees, type MatterSeenBy } from './matter-view.ts';
import { isShownToPerson, mayOpen } from './matter.ts';

const seenOf = (seenBy: MatterSeenBy) => matterParts.filter((part) => sees(seenBy, part));

test('before they accept, providers see nothing of who, and nothing that was written down', () => {
  expect(seenOf('OFFERED')).toEqual(['PLACE', 'DESK']);
});

test('the person sees who helps them and when a court hears them, and nothing else that others wrote', () => {
  expect(seenOf('PERSON')).toEqual(['ALERT', 'PROVIDER_NAME', 'HEARINGS', 'DESK']);
});

test('a desk that was asked sees no facts and no notes before it accepts', () => {
  expect(seenOf('ASKED_DESK').filter((part) => part === 'FACTS' || part === 'NOTES')).toEqual([]);
});

test.each(['CANCEL_REQUESTED', 'CANCELLED', 'UNKNOWN'])(
  'while the phone shows %s it shows no matter',
  (shownStatus) => expect(isShownToPerson({ shownStatus })).toBe(false),
);

test.each([
  ['RAISED', false],
  ['ACKNOWLEDGED', true],
  ['ASSISTING', true],
  ['RESOLVED', true],
  ['CANCEL_REQUESTED', false],
  ['CANCELLED', false],
])('of an alert that is %s a matter may be opened: %s', (status, may) => {
  const alert = { id: 'a', personId: 'p', deskId: 'd', status, shownStatus: status };
  expect(mayOpen(alert, 'd')).toBe(may);
  expect(mayOpen(alert, 'another')).toBe(false);
});
