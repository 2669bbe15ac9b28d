import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { smsSize } from './gsm7.ts';

describe('the size of a text message', () => {
  test.each([
    ['', 'GSM_7', 1],
    ['a'.repeat(160), 'GSM_7', 1],
    ['a'.repeat(161), 'GSM_7', 2],
    ['a'.repeat(306), 'GSM_7', 2],
    ['a'.repeat(307), 'GSM_7', 3],
    ['ñ¿¡éÑ', 'GSM_7', 1],
    // Two septets each.
    ['€'.repeat(80), 'GSM_7', 1],
    ['€'.repeat(81), 'GSM_7', 2],
    // á, í, ó and ú are not in the alphabet.
    ['á'.repeat(70), 'UCS_2', 1],
    ['á'.repeat(71), 'UCS_2', 2],
    ['😀'.repeat(35), 'UCS_2', 1],
    ['😀'.repeat(36), 'UCS_2', 2],
  ])('of %s', (text, alphabet, segments) => {
    expect(smsSize(text)).toEqual({ alphabet, segments });
  });

  test('never shrinks as a text grows, and no segment holds more than it can', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), fc.string(), (text, more) => {
        const { alphabet, segments } = smsSize(text);
        expect(smsSize(text + more).segments).toBeGreaterThanOrEqual(segments);
        const most = alphabet === 'GSM_7' ? 160 : 70;
        expect(segments * most).toBeGreaterThanOrEqual([...text].length);
      }),
    );
  });
});
