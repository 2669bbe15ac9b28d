import type { InputCheck } from './input.ts';

/** What a PIN says about a cancel: it is the person's wish, or somebody makes them ask. */
export type PinMeaning = 'WISH' | 'DURESS';

export interface PinsInput {
  readonly pin: string;
  readonly duressPin?: string | null | undefined;
}

const pattern = /^[0-9]{4,8}$/;
const shape = 'must be 4 to 8 digits';

const digitsOf = (pin: string): number[] => [...pin].map(Number);

/** Equal digits, or digits that go up or down by one: what is tried first. */
function isGuessedFirst(pin: string): boolean {
  const [first = 0, second = 0, ...rest] = digitsOf(pin);
  const step = second - first;
  if (Math.abs(step) > 1) return false;
  return rest.every((digit, index) => digit === first + step * (index + 2));
}

/**
 * Whether one could be typed in place of the other: they differ in one digit, or in two that changed
 * places. Or it is the other one backwards, by which everybody who has heard of such PINs tries.
 */
function areAlike(pin: string, other: string): boolean {
  const places = [...pin].flatMap((digit, index) => (digit === other[index] ? [] : [index]));
  const [first = 0, second = 0] = places;
  const isSwap =
    places.length === 2 && pin[first] === other[second] && pin[second] === other[first];
  return places.length < 2 || isSwap || [...pin].toReversed().join('') === other;
}

/** Checks what a person chooses; `duressPin` may be left out. Messages never tell what was typed. */
export function checkPins(check: InputCheck, { pin, duressPin = null }: PinsInput): void {
  const refuse = (path: string, candidate: string) => {
    if (!pattern.test(candidate)) check.refuse(path, shape);
    else if (isGuessedFirst(candidate)) check.refuse(path, 'is among the first that are guessed');
  };
  refuse('pin', pin);
  if (duressPin === null) return;
  refuse('duressPin', duressPin);
  if (!pattern.test(pin) || !pattern.test(duressPin)) return;
  // A screen that takes as many digits as the PIN has must take both.
  if (duressPin.length !== pin.length) check.refuse('duressPin', 'must be as long as pin');
  else if (areAlike(pin, duressPin)) check.refuse('duressPin', 'is too much like pin');
}
