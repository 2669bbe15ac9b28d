import { MessageLimitError } from './errors.ts';
import type { InputCheck } from './input.ts';
import type { AlertEventKind } from './transitions.ts';

/** Who wrote: the person of the alert, or a desk. Which officer, the audit trail alone knows. */
export const messageAuthors = ['PERSON', 'DESK'] as const;
export type MessageAuthor = (typeof messageAuthors)[number];

const kindsOfTalk: readonly AlertEventKind[] = [
  'PERSON_WROTE',
  'DESK_WROTE',
  'CALLBACK_PHONE_CHANGED',
];

/** What is between the person and the desks, and nobody else's to hear of. */
export const isTalk = (kind: AlertEventKind): boolean => kindsOfTalk.includes(kind);

const mostCharacters = 1_000;
// Lines may stay. The marks of direction come along unseen when a number is pasted.
const unseen = /[^\P{Cc}\n\t]|[\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * What somebody wrote, in its one spelling (NFC, without space around it, without what cannot be
 * seen). Whoever calls for help is not refused for a character that they did not type.
 */
export function readMessage(check: InputCheck, path: string, typed: string): string {
  // Before anything that takes time with its length.
  const isLong = typed.length > 4 * mostCharacters;
  const text = isLong ? typed : typed.normalize('NFC').replaceAll(unseen, '').trim();
  if (text === '') check.refuse(path, 'must not be empty');
  if (text.length > mostCharacters) {
    check.refuse(path, `must be at most ${mostCharacters} characters`);
  }
  return text;
}

/** How much one side may write on one alert: in all, and at once. */
const mostMessages = 200;
export const burstOfMessages = 10;
const burstSeconds = 60;

/** What one side has written on an alert, by the clock of the database. */
export interface SentBefore {
  readonly total: number;
  /** How long ago it wrote the one that begins the last burst; null while there are fewer. */
  readonly burstAgeSeconds: number | null;
}

/**
 * Each side by itself: what the desks write must not show in what the phone may.
 *
 * @throws MessageLimitError
 */
export function checkLimit({ total, burstAgeSeconds }: SentBefore): void {
  if (total >= mostMessages) throw new MessageLimitError(null);
  if (burstAgeSeconds === null || burstAgeSeconds >= burstSeconds) return;
  throw new MessageLimitError(Math.max(1, Math.ceil(burstSeconds - burstAgeSeconds)));
}
