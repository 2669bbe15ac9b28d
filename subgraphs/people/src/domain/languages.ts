import type { InputIssue } from '@alert-button/platform/errors.ts';
import { canonicalLanguage } from '@alert-button/platform/language-tag.ts';

const mostLanguages = 8;

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
