import { expect, test } from '@jest/globals';
import { contactSteps, isToldOf, sightOf, stepOf, type Told } from './contact-standing.ts';

const contact: Told = { standing: 'CONFIRMED', maySee: 'EXACT_PLACE', steps: [], contactSteps: [] };
const toldOf = (changes: Partial<Told>) =>
  contactSteps.filter((step) => isToldOf({ ...contact, ...changes }, step));

test('who agreed is told of everything that both want', () => {
  expect(toldOf({})).toEqual(contactSteps);
  expect(toldOf({ steps: ['RAISED', 'RESOLVED'], contactSteps: ['RAISED', 'CANCELLED'] })).toEqual([
    'RAISED',
  ]);
});

test('who may not see a place is not told that there is one', () => {
  expect(toldOf({ maySee: 'STATUS' })).not.toContain('LOCATED');
});

test('who has not answered is told that there is something and how it ended, and shown no place', () => {
  expect(toldOf({ standing: 'UNANSWERED' })).toEqual(['RAISED', 'RESOLVED', 'CANCELLED']);
  expect(sightOf({ standing: 'UNANSWERED', maySee: 'EXACT_PLACE' })).toBe('STATUS');
  expect(sightOf(contact)).toBe('EXACT_PLACE');
});

test.each(['DECLINED', 'WITHDRAWN'] as const)('who has %s is told nothing', (standing) => {
  expect(toldOf({ standing })).toEqual([]);
});

test('of acts between desks nobody is told', () => {
  for (const kind of ['PRESSED_AGAIN', 'TRANSFERRED', 'CANCEL_REQUESTED', 'CANCEL_DOUBTED', 'x']) {
    expect(stepOf(kind)).toBeNull();
  }
});
