import type { InputIssue } from '@alert-button/platform/errors.ts';

const mostLanguages = 8;
// RFC 5646 section 4.4.1 asks for room for 35 characters and no more.
const longestTag = 35;

/** The tag in canonical form (`ES-mx` → `es-MX`), or null when it is none (BCP 47). */
export function canonicalLanguage(tag: string): string | null {
  if (tag.length > longestTag) return null;
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}

/** The languages in canonical form, each once, or what is wrong with them. */
export function parseLanguages(tags: readonly string[]): {
  readonly languages: readonly string[];
  readonly issues: readonly InputIssue[];
} {
  if (tags.length > mostLanguages) {
    const message = `must be at most ${mostLanguages} languages`;
    return { languages: [], issues: [{ path: 'languages', message }] };
  }
  const languages = new Set<string>();
  const issues: InputIssue[] = [];
  for (const [index, tag] of tags.entries()) {
    const language = canonicalLanguage(tag);
    if (language !== null) languages.add(language);
    else issues.push({ path: `languages.${index}`, message: 'must be a BCP 47 language tag' });
  }
  return { languages: [...languages], issues };
}
