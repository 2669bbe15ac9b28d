import { expect, test } from '@jest/globals';
import { smsSize } from '@alert-button/platform/messages/gsm7.ts';
import { instruction, isToldByText, ownMessageText, ownStepOf, ownSteps } from './own-message.ts';

const all = (['es', 'en'] as const).flatMap((language) =>
  [...ownSteps, 'CODE' as const].map((kind) => ownMessageText(kind, language, '123456')),
);

test.each([...all, instruction])('one text message of the GSM alphabet: %s', (text) => {
  expect(smsSize(text)).toEqual({ alphabet: 'GSM_7', segments: 1 });
});

test.each(all)('says nothing that harms on a lock screen: %s', (text) => {
  expect(text).not.toMatch(
    /ayuda|help|alert|consul|migra|\bice\b|deten|detain|cancel|emergenc|police|polic/i,
  );
});

test('a code stands in its own message alone', () => {
  expect(all.filter((text) => text.includes('123456'))).toHaveLength(2);
  expect(all.join()).not.toContain('{');
});

test('the end reads the same, whether it was taken back or resolved', () => {
  expect(ownStepOf('CANCELLED')).toBe(ownStepOf('RESOLVED'));
});

test('of escalation and places nothing is told', () => {
  expect([ownStepOf('ESCALATED'), ownStepOf('LOCATED')]).toEqual([null, null]);
});

test('only who has no app is told, and not of events from before channels were said', () => {
  const told = ['SMS', 'CALL_CENTRE', 'APP', 'WEB', 'ORGANISATION', undefined].map(isToldByText);
  expect(told).toEqual([true, true, false, false, false, false]);
});
