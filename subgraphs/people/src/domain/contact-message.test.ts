import { describe, expect, test } from '@jest/globals';
import { smsSize } from '@alert-button/platform/messages/gsm7.ts';
import { linkTo, longestLinksUrl, tokenBytes } from './contact-link.ts';
import {
  messageKindOf,
  messageLanguage,
  messageText,
  withOwnWords,
  type MessageKind,
} from './contact-message.ts';
import { contactSteps } from './contact-standing.ts';

const languages = ['es', 'en'] as const;
const kinds: readonly MessageKind[] = ['QUESTION', 'FIRST', 'NEWS', 'REVOCATION'];
const every = languages.flatMap((language) => kinds.map((kind) => [language, kind] as const));
/** As long as operations say that it can be. */
const address = `https://${'a'.repeat(36)}.gob.mx`.slice(0, longestLinksUrl);
const token = Buffer.alloc(tokenBytes).toString('base64url');

describe.each(every)('in %s, the text of a %s', (language, kind) => {
  const { subject, text } = messageText(kind, language);

  test('is one text message of the GSM alphabet, with its link', () => {
    const link = linkTo(address, 'EXIT', token);
    expect(smsSize(`${text} ${link}`)).toEqual({ alphabet: 'GSM_7', segments: 1 });
  });

  test('has no word that harms whoever has it on their lock screen', () => {
    const harm =
      /alert|button|bot.n|detain|deten|migra|police|polic|\bice\b|consul|emergenc|arrest|help|ayuda|lawyer|abogad|cancel|resolv|press/i;
    expect(`${subject} ${text}`).not.toMatch(harm);
  });
});

test('all news after the first reads the same, whatever happened', () => {
  const later = contactSteps.filter((step) => step !== 'RAISED').map(messageKindOf);
  expect(new Set(later)).toEqual(new Set(['NEWS']));
});

test.each([
  ['en-US', [], 'en'],
  ['es-MX', ['en'], 'es'],
  ['nhe', ['en'], 'es'],
  [null, ['en'], 'en'],
  [null, [], 'es'],
] as const)('%s of a contact, %j of the person: %s', (contact, person, language) => {
  expect(messageLanguage(contact, person)).toBe(language);
});

test('the person’s words stand before the rest, or nothing does', () => {
  expect(withOwnWords('Mire:', 'es', 'Llama a mi hermana.')).toMatch(
    /Llama a mi hermana\.\n\nMire:$/,
  );
  expect(withOwnWords('Mire:', 'es', null)).toBe('Mire:');
});
