import { InputCheck } from './input.ts';

/** Names as short as `Eva` count; what joins them, and whatever is shorter, is in every text. */
const shortestName = 3;
const particles: readonly string[] = ['del', 'las', 'los'];

/** Shorter numbers are in every text; of longer ones the end counts, whatever prefix stands before. */
const shortestNumber = 4;
const tellingDigits = 7;

const plain = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
const wordsOf = (text: string) => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];
const digitsOf = (text: string) => text.replaceAll(/\D/g, '');
const numbersOf = (text: string) => (text.match(/\d(?:[\s().-]*\d)*/g) ?? []).map(digitsOf);

/** What is written down of who the person is, and how they are reached. */
export interface Identifying {
  readonly names: readonly string[];
  /** Texts in which a number counts: of the authorities, of a telephone. */
  readonly numbers: readonly string[];
}

/**
 * What may be passed on of an incident, in a reviewer's words. A slip is caught here: a part of the
 * person's name, or a number that leads to them.
 *
 * @throws InvalidInputError
 */
export function parseSummary(
  typed: string | null | undefined,
  { names, numbers }: Identifying,
): string {
  const check = new InputCheck();
  const summary = check.text('summary', typed ?? '', 2000);
  const words = new Set(wordsOf(summary));
  const digits = digitsOf(summary);
  const named = names
    .flatMap(wordsOf)
    .filter((word) => word.length >= shortestName && !particles.includes(word));
  const numbered = numbers
    .flatMap(numbersOf)
    .filter((number) => number.length >= shortestNumber)
    .map((number) => number.slice(-tellingDigits));
  if (named.some((word) => words.has(word)) || numbered.some((one) => digits.includes(one))) {
    check.refuse('summary', 'has a word or a number that says who the person is');
  }
  check.done();
  return summary;
}
