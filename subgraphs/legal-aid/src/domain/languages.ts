const languageOf = (tag: string): string => tag.split('-')[0] ?? tag;

/**
 * The first of the languages somebody wants to be spoken to in that the other speaks, whatever the
 * region; null when there is none.
 */
export function sharedLanguage(
  wanted: readonly string[],
  spoken: readonly string[],
): string | null {
  const known = new Set(spoken.map(languageOf));
  return wanted.find((tag) => known.has(languageOf(tag))) ?? null;
}
