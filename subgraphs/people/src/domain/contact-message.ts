import { revocationMinutes } from './contact-link.ts';
import type { ContactStep } from './contact-standing.ts';

/** Those in which messages are written. */
export type MessageLanguage = 'es' | 'en';

/** What a message is about. An alert has a first message; all later ones read the same. */
export type MessageKind = 'QUESTION' | 'FIRST' | 'NEWS' | 'REVOCATION';

export interface MessageText {
  readonly subject: string;
  readonly text: string;
}

/*
 * What stands on a lock screen and at providers: that there is something to look at, and whom it
 * is about, or what, nobody can tell from it. Each fits one text message of the GSM alphabet
 * together with its link, so the Spanish does without á, í, ó and ú, which that alphabet lacks.
 */
const texts: Readonly<Record<MessageLanguage, Readonly<Record<MessageKind, string>>>> = {
  es: {
    QUESTION: 'Alguien pide poder darle noticias suyas. Diga si acepta:',
    FIRST: 'Alguien de su confianza quiere que mire esto, o que pida que ya no le escribamos:',
    NEWS: 'Hay noticias de alguien de su confianza. Mire, o pida que ya no le escribamos:',
    REVOCATION: `Este es el enlace que pide. Sirve ${revocationMinutes} minutos:`,
  },
  en: {
    QUESTION: 'Somebody asks to be able to send you their news. Say if you agree:',
    FIRST: 'Somebody who trusts you wants you to look at this, or to ask us not to write:',
    NEWS: 'There is news of somebody who trusts you. Look, or ask us not to write:',
    REVOCATION: `This is the link you ask for. It is good for ${revocationMinutes} minutes:`,
  },
};

const subjects: Readonly<Record<MessageLanguage, string>> = {
  es: 'Tiene un mensaje',
  en: 'You have a message',
};

const ownWords: Readonly<Record<MessageLanguage, string>> = {
  es: 'Le dejó estas palabras:',
  en: 'They left you these words:',
};

export const messageKindOf = (step: ContactStep): MessageKind =>
  step === 'RAISED' ? 'FIRST' : 'NEWS';

/**
 * English for whom it is said for, Spanish for everybody else: of those whose language is a
 * Mexican one other than Spanish, or is not known, most read that.
 */
export function messageLanguage(
  contactLanguage: string | null,
  personLanguages: readonly string[],
): MessageLanguage {
  const tag = contactLanguage ?? personLanguages[0] ?? 'es';
  return tag === 'en' || tag.startsWith('en-') ? 'en' : 'es';
}

/** For all channels. */
export function messageText(kind: MessageKind, language: MessageLanguage): MessageText {
  return { subject: subjects[language], text: texts[language][kind] };
}

/** For an e-mail, which may carry what the person wrote for this contact. */
export function withOwnWords(text: string, language: MessageLanguage, words: string | null) {
  return words === null ? text : `${ownWords[language]}\n\n${words}\n\n${text}`;
}
