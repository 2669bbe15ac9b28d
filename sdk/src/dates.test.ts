import { expect, test } from '@jest/globals';
import { readDates, writeDates } from './dates.ts';

const text = '2026-11-22T01:02:03.456Z';
const moment = new Date(text);

test('moments are read where the paths say, through lists and absences', () => {
  const answer = {
    at: text,
    note: text,
    items: [{ alert: { closedAt: text } }, { alert: null }, null],
    missing: null,
  };
  expect(readDates(answer, ['at', 'items.alert.closedAt', 'missing.at', 'nowhere'])).toEqual({
    ...answer,
    at: moment,
    items: [{ alert: { closedAt: moment } }, { alert: null }, null],
  });
});

test.each([null, 'text', 7])('an answer that is %p stays as it is', (answer) => {
  expect(readDates(answer, ['at'])).toBe(answer);
});

test('a list is read item by item, and a moment that was met before is left alone', () => {
  expect(readDates([{ at: text }, { at: text }], ['at', 'at'])).toEqual([
    { at: moment },
    { at: moment },
  ]);
});

test('moments are written as the service reads them', () => {
  expect(writeDates({ input: { at: moment, until: null } })).toBe(
    `{"input":{"at":"${text}","until":null}}`,
  );
});

test('a Date that is no moment is not sent as null, which may mean never', () => {
  expect(() => writeDates({ input: { expiresAt: new Date('soon') } })).toThrow('expiresAt');
});
