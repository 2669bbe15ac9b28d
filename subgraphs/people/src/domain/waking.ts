/**
 * What wakes a telephone, by the kind of event as the phone shows it: somebody answers, a desk wrote,
 * or it is over. What the person does on it themself does not.
 */
const wakingKinds: ReadonlySet<string> = new Set([
  'ACKNOWLEDGED',
  'DESK_WROTE',
  'RESOLVED',
  'CANCEL_CONFIRMED',
]);

export const isWaking = (shownKind: string): boolean => wakingKinds.has(shownKind);

/** From here on somebody else may hold the phone: what was not sent yet is not sent. */
export const isHushing = (shownKind: string): boolean => shownKind === 'CANCEL_REQUESTED';

/**
 * The same for everything, in words and length: whoever sees a lock screen, or counts bytes on the
 * way, learns that there is something to look at. The app has the words.
 */
export const wakingContent = { language: 'es', subject: '', text: '', link: null } as const;
