// RFC 5646 section 4.4.1 asks for room for 35 characters and no more.
const longestTag = 35;

// Language, script, region, variants. Private use and extensions could hold anything, and a
// language stands in clear.
const plainTag = /^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-([a-z\d]{5,8}|\d[a-z\d]{3}))*$/i;

/** Languages with a code of two letters, which BCP 47 prefers. */
const shorter: Readonly<Record<string, string>> = { spa: 'es', eng: 'en' };

/**
 * The tag in canonical form (`ES-mx` → `es-MX`), or null when it is none (BCP 47). A code of three
 * letters stays what it is: `Intl` would make `zap`, Zapotec, of every one of the many Zapotec
 * languages, and no interpreter can be picked by that.
 */
export function canonicalLanguage(tag: string): string | null {
  if (tag.length > longestTag || !plainTag.test(tag)) return null;
  const [typed = '', ...rest] = tag.toLowerCase().split('-');
  const language = shorter[typed] ?? typed;
  const isShort = language.length === 2;
  try {
    const [canonical = ''] = Intl.getCanonicalLocales(
      [isShort ? language : 'und', ...rest].join('-'),
    );
    return isShort ? canonical : canonical.replace(/^und/, language);
  } catch {
    return null;
  }
}
