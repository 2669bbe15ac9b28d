import type { OutgoingMessage } from '@alert-button/platform/messages/channel.ts';

export const pageLanguages = ['es', 'en'] as const;
export type PageLanguage = (typeof pageLanguages)[number];

/** What is written to an officer; the queue gives it its id. */
export type PageContent = Omit<OutgoingMessage, 'id'>;

/** One text message of the GSM 03.38 alphabet, which has é and ñ but none of á, í, ó and ú. */
const longestText = 160;
/** With it the shortest text still has room beside a link: see the test. */
export const longestLinksUrl = 80;

interface Words {
  readonly subject: string;
  /** That something waits, and at which desk where there is room for it. */
  readonly waits: (deskCode: string | null) => string;
  readonly open: string;
  readonly signIn: string;
  readonly test: string;
}

const words: Record<PageLanguage, Words> = {
  es: {
    subject: 'Una alerta espera respuesta',
    waits: (desk) => `Alerta en espera de respuesta${desk === null ? '' : `: ${desk}`}.`,
    open: 'Para atenderla, abra:',
    signIn: 'Entre al sistema para verla.',
    test: 'Prueba del servicio de alertas: por este medio se le avisa.',
  },
  en: {
    subject: 'An alert is waiting',
    waits: (desk) => `An alert is waiting for an answer${desk === null ? '' : `: ${desk}`}.`,
    open: 'To take it, open:',
    signIn: 'Sign in to see it.',
    test: 'Test of the alert service: this is how you are reached.',
  },
};

export interface PageSubject {
  readonly language: PageLanguage;
  /** The desk that is called. */
  readonly deskCode: string;
  /** By which the officer answers; null where only a signed-in officer can. */
  readonly link: string | null;
}

/**
 * What a page says: that an alert waits, and at which desk. It may stand on a lock screen and lies
 * at a provider: nothing of whom, where or why. With its link it fits into one text message; a
 * desk's code that is too long for that is left out.
 */
export function pageContent({ language, deskCode, link }: PageSubject): PageContent {
  const { subject, waits, open, signIn } = words[language];
  const [full, short] = [deskCode, null].map(
    (desk) => `${waits(desk)} ${link === null ? signIn : open}`,
  ) as [string, string];
  const room = longestText - (link === null ? 0 : link.length + 1);
  return { language, subject, text: full.length <= room ? full : short, link };
}

/** What an officer gets who tries a channel. */
export function testContent(language: PageLanguage): PageContent {
  const { subject, test } = words[language];
  return { language, subject, text: test, link: null };
}
