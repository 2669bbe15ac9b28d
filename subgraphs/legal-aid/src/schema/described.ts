import { builder } from './builder.ts';

/** An enum of the domain's words, each with its meaning. */
export function described<const Words extends readonly string[]>(
  name: string,
  description: string,
  words: Words,
  meanings: Record<Words[number], string>,
) {
  const values = Object.fromEntries(
    words.map((word) => [word, { description: meanings[word as Words[number]] }]),
  ) as Record<Words[number], { description: string }>;
  return builder.enumType(name, { description, values });
}
