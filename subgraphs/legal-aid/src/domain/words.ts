/**
 * What names on ICE's lists shorten, spelt out: nobody looks for a "CO Det CTR". Keys and values
 * are words as `wordsOf` gives them.
 */
const abbreviations: Readonly<Record<string, string>> = {
  co: 'county',
  corr: 'correctional',
  ctr: 'center',
  dept: 'department',
  det: 'detention',
  dod: 'department of defense',
  fci: 'federal correctional institution',
  fdc: 'federal detention center',
  fed: 'federal',
  inst: 'institution',
  ipc: 'immigration processing center',
  jtf: 'joint task force',
  mdc: 'metropolitan detention center',
  spc: 'service processing center',
  st: 'saint',
  ste: 'sainte',
  us: 'united states',
};

/** The words of a text without case, accents, apostrophes and punctuation: `Núñez-O'Neil` → `nunez`, `oneil`. */
export function wordsOf(text: string): string[] {
  return text
    .normalize('NFKD')
    .replaceAll(/[\p{M}'’]/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Words with their abbreviations spelt out besides; `state` is read as the state, not as one. */
export function spellOut(words: readonly string[], state: string): string[] {
  const spelt = words.flatMap((word) =>
    word !== state.toLowerCase() && Object.hasOwn(abbreviations, word)
      ? (abbreviations[word] ?? '').split(' ')
      : [],
  );
  return [...words, ...spelt];
}

/** Whether each wanted word begins one of the others. */
export function matchesAll(wanted: readonly string[], words: readonly string[]): boolean {
  return wanted.every((start) => words.some((word) => word.startsWith(start)));
}
