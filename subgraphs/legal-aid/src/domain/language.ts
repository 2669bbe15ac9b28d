/** The language of most of those who need a guide; every guide exists in it. */
export const defaultLanguage = 'es';

// RFC 5646 section 4.4.1 asks for room for 35 characters; nothing longer is a wish we can meet.
const longestTag = 35;

/**
 * The best language there is for somebody who asks for `wanted` (RFC 4647, section 3.4, lookup):
 * `es-MX` → `es`, then a sibling, `nah-x` → `nah-y`. What is unknown or no tag at all gives Spanish:
 * a guide in a language that may be read helps more than an error.
 */
export function matchLanguage(wanted: string, available: ReadonlySet<string>): string {
  for (let tag = canonical(wanted); tag !== ''; tag = tag.slice(0, Math.max(0, cutAt(tag)))) {
    if (available.has(tag)) return tag;
  }
  const [base = ''] = canonical(wanted).split('-');
  return [...available].toSorted().find((tag) => tag.split('-')[0] === base) ?? defaultLanguage;
}

function canonical(tag: string): string {
  if (tag.length > longestTag) return '';
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? '';
  } catch {
    return '';
  }
}

/** Where the last subtag begins, with the single letter that introduces it, if there is one. */
function cutAt(tag: string): number {
  const cut = tag.lastIndexOf('-');
  return tag[cut - 2] === '-' ? cut - 2 : cut;
}
