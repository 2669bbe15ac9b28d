import type { ContactStep } from './contact-standing.ts';
import type { MessageLanguage } from './contact-message.ts';

/** Of what a person without an app is told by text message, each once in an alert. */
export const ownSteps = ['RECEIVED', 'ANSWERED', 'ENDED'] as const;
export type OwnStep = (typeof ownSteps)[number];

/** What can be written to a person's own number. */
export type OwnMessageKind = OwnStep | 'CODE';

/** By the step as families are told of it, which is what the phone shows; of others, nothing. */
const stepsOfAlert: Readonly<Partial<Record<ContactStep, OwnStep>>> = {
  RAISED: 'RECEIVED',
  ACKNOWLEDGED: 'ANSWERED',
  RESOLVED: 'ENDED',
  CANCELLED: 'ENDED',
};

export const ownStepOf = (step: ContactStep): OwnStep | null => stepsOfAlert[step] ?? null;

/** Channels of those who have no screen to look at. An app shows it, and makes no sound. */
const withoutApp: readonly string[] = ['SMS', 'CALL_CENTRE'];

export const isToldByText = (channel: string | undefined): boolean =>
  channel !== undefined && withoutApp.includes(channel);

/*
 * Each is one text message of the GSM alphabet, which lacks á, í, ó and ú. Somebody else may read it
 * on the lock screen: nothing says what it is about, who answers, or how it ended. None promises
 * more than there is.
 */
const texts: Readonly<Record<MessageLanguage, Readonly<Record<OwnMessageKind, string>>>> = {
  es: {
    RECEIVED:
      'Recibido. Le escribimos en cuanto alguien responda. Si puede, mande su condado y estado o su ZIP.',
    ANSWERED: 'Una persona ya se ocupa de lo suyo. Puede seguir escribiendo.',
    ENDED: 'Lo suyo queda cerrado. Si hace falta, escriba otra vez la misma palabra.',
    CODE: 'Clave {code}. Sirve 10 minutos. No la comparta.',
  },
  en: {
    RECEIVED:
      'Received. We write as soon as somebody answers. If you can, send your county and state or your ZIP.',
    ANSWERED: 'A person is dealing with it now. You can keep writing.',
    ENDED: 'This is closed. If need be, send the same word again.',
    CODE: 'Code {code}. It is good for 10 minutes. Do not share it.',
  },
};

/** For whoever writes something else: their language is not known. */
export const instruction =
  'Escriba AYUDA y su ZIP, o condado y estado. Text HELP and your ZIP, or county and state. ' +
  'BAJA / STOP: no more texts.';

export const ownMessageText = (
  kind: OwnMessageKind,
  language: MessageLanguage,
  code: string | null = null,
): string => texts[language][kind].replace('{code}', code ?? '');
