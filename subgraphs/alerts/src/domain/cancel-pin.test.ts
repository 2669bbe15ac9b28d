import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { InvalidInputError } from '@alert-button/platform/errors.ts';
import { checkPins, type PinsInput } from './cancel-pin.ts';
import { InputCheck } from './input.ts';

function issues(input: PinsInput): string[] {
  const check = new InputCheck();
  checkPins(check, input);
  try {
    check.done();
    return [];
  } catch (error) {
    return (error as InvalidInputError).issues.map(({ path, message }) => `${path} ${message}`);
  }
}

describe('a PIN', () => {
  test.each(['2580', '50505', '19840704'])('may be %s', (pin) => {
    expect(issues({ pin })).toEqual([]);
  });

  test.each(['', '258', '258025801', '25 80', '２５８０', '2580\n', '-580', '0x12'])(
    'may not be %j',
    (pin) => {
      expect(issues({ pin })).toEqual(['pin must be 4 to 8 digits']);
    },
  );

  test.each(['0000', '77777', '1234', '456789', '9876', '43210'])(
    'may not be %s, which is guessed first',
    (pin) => {
      expect(issues({ pin })).toEqual(['pin is among the first that are guessed']);
    },
  );
});

describe('the PIN for duress', () => {
  test('may be one that takes two mistakes', () => {
    expect(issues({ pin: '2580', duressPin: '2607' })).toEqual([]);
  });

  test.each([
    ['the same', '2580'],
    ['one digit away', '2581'],
    ['two neighbours swapped', '5280'],
    ['two others swapped', '0582'],
    ['backwards', '0852'],
  ])('may not be like the other: %s', (_how, duressPin) => {
    expect(issues({ pin: '2580', duressPin })).toEqual(['duressPin is too much like pin']);
  });

  test('has the length of the other, so that one screen takes both', () => {
    expect(issues({ pin: '2580', duressPin: '60714' })).toEqual([
      'duressPin must be as long as pin',
    ]);
  });

  test('no single slip turns one accepted PIN into the other, whichever they are', () => {
    const digits = fc.stringMatching(/^[0-9]{6}$/);
    fc.assert(
      fc.property(digits, digits, fc.nat(5), fc.nat(9), (pin, duressPin, place, digit) => {
        if (issues({ pin, duressPin }).length > 0) return;
        const typed = `${pin.slice(0, place)}${digit}${pin.slice(place + 1)}`;
        expect(typed).not.toBe(duressPin);
      }),
    );
  });

  test('nothing that was typed is in a message', () => {
    expect(issues({ pin: '73', duressPin: '9152' }).join()).not.toMatch(/73|9152/);
  });
});
