/*
 * What a PDF says of itself by its names (ISO 32000-1, 7.3.5). Texts are its bytes, one character
 * each.
 */

/** What it may run, send or carry along (7.11.4, 12.5.6.15, 12.6.4, 12.7, 13). */
const active = [
  'EmbeddedFile',
  'EmbeddedFiles',
  'FileAttachment',
  'GoToE',
  'ImportData',
  'JavaScript',
  'Launch',
  'Rendition',
  'RichMedia',
  'SubmitForm',
  'XFA',
] as const;

/** What ends a name; `/EncryptMetadata` is another one than `/Encrypt`. */
const afterName = String.raw`(?=[\s\0()<>\[\]{}/%]|$)`;
const nameOf = (names: readonly string[], flags = '') =>
  new RegExp(`/(${names.join('|')})${afterName}`, flags);

const activeName = nameOf(active);
const encryptName = nameOf(['Encrypt']);
const packName = nameOf(['ObjStm'], 'g');

/** Any character of a name may stand as `#` with its two digits. */
const spellOut = (text: string): string =>
  text.replaceAll(/#([0-9A-Fa-f]{2})/g, (_all, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );

/** The first thing in it that runs, sends or is carried along; null when there is none to be seen. */
export const activePartOf = (text: string): string | null =>
  activeName.exec(spellOut(text))?.[1] ?? null;

export const isEncrypted = (text: string): boolean => encryptName.test(spellOut(text));

/** More than a file of our size has, and the longest dictionary of one: looking is bounded by them. */
const mostPacks = 500;
const longestDictionary = 1024;

/** What the dictionary of packed objects says, and nothing that would have them read otherwise. */
const packEntries: readonly string[] = [
  'Extends',
  'Filter',
  'First',
  'FlateDecode',
  'Length',
  'N',
  'ObjStm',
  'Type',
];
// No strings, comments or dictionaries within it: in them could stand what looks like its end.
const packHead = /\bobj\s*<<([\w\s/[\]]*)$/;
const packTail = /^([\w\s/[\]]*)>>\s*stream(?:\r\n|\n|\r)/;

/** Where the bytes begin that belong to the name at that place; null when it cannot be told. */
function packAt(text: string, index: number): number | null {
  const head = packHead.exec(text.slice(Math.max(0, index - longestDictionary), index));
  const tail = packTail.exec(text.slice(index, index + longestDictionary));
  if (head === null || tail === null) return null;
  const names = `${head[1]}${tail[1]}`.match(/\/\w*/g) ?? [];
  return names.every((name) => packEntries.includes(name.slice(1))) ? index + tail[0].length : null;
}

/**
 * Where the packed objects begin, in which names stand that are not to be seen from outside (7.5.7);
 * null when they are written so that they cannot be found.
 */
export function packsOf(text: string): readonly number[] | null {
  const found = [...text.matchAll(packName)];
  const all = [...spellOut(text).matchAll(packName)];
  if (found.length > mostPacks || all.length !== found.length) return null;
  const starts = found.map(({ index }) => packAt(text, index)).filter((start) => start !== null);
  return starts.length === found.length ? starts : null;
}
