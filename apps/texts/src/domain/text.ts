/** What a text message is. */
export type TextKind = 'HELP' | 'STOP' | 'OTHER';
export type TextLanguage = 'ES' | 'EN';

export interface ReadText {
  readonly kind: TextKind;
  readonly language: TextLanguage;
  /** What follows the word that asks for help, as words to look a place up by. */
  readonly place: readonly string[];
}

interface Keyword {
  readonly kind: Exclude<TextKind, 'OTHER'>;
  readonly language: TextLanguage;
}

const help = (language: TextLanguage): Keyword => ({ kind: 'HELP', language });
const stop = (language: TextLanguage): Keyword => ({ kind: 'STOP', language });

/*
 * What a message may begin with. Whoever asks for help has seconds, and cold or shaking fingers:
 * other words and slips that can mean nothing else ask for it too. CANCEL does not stop anything,
 * since it may be meant for the alert.
 */
const keywords: Readonly<Record<string, Keyword>> = {
  ayuda: help('ES'),
  ayudame: help('ES'),
  ayudenme: help('ES'),
  alluda: help('ES'),
  ayudaa: help('ES'),
  auxilio: help('ES'),
  socorro: help('ES'),
  sos: help('ES'),
  help: help('EN'),
  helpme: help('EN'),
  hlep: help('EN'),
  stop: stop('EN'),
  stopall: stop('EN'),
  unsubscribe: stop('EN'),
  quit: stop('EN'),
  alto: stop('ES'),
  baja: stop('ES'),
  parar: stop('ES'),
};

/** Case, accents and punctuation do not count. */
export const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

/**
 * What a message says. It asks for help when it begins with such a word, whatever follows; it stops
 * everything only when it is nothing but that word, for “Stop, they are at the door” is no STOP.
 */
export function readText(text: string): ReadText {
  const [first = '', ...rest] = wordsOf(text);
  const keyword = Object.hasOwn(keywords, first) ? keywords[first] : undefined;
  const isMeant = keyword !== undefined && (keyword.kind === 'HELP' || rest.length === 0);
  return isMeant ? { ...keyword, place: rest } : { kind: 'OTHER', language: 'ES', place: [] };
}
