/** What somebody outside knows: all that may be held against the system afterwards. */
export interface Journal {
  /** Every press that was ever sent, by its idempotency key. */
  readonly presses: Map<string, PressEntry>;
  /** What each screen was shown, in the order in which it was. */
  readonly screens: readonly ScreenEntry[];
  /** Alerts whose officer was told that they are theirs now. */
  readonly taken: Map<string, string>;
  /** Events that no consumer can apply, and who consumes them. */
  readonly poisons: { readonly eventId: string; readonly consumer: string }[];
  /** Persons whose consent was logged right behind one of them. */
  readonly consents: string[];
}

export interface PressEntry {
  readonly personId: string;
  readonly sentAt: number;
  /** What the person was told: each copy that was sent has its own answer. */
  readonly answers: { readonly alertId: string; readonly at: number }[];
  /** Attempts that failed, after which the SDK sent the press again. */
  retries: number;
  /** Answers that never came: what the SDK said instead. */
  readonly refusals: string[];
}

export interface ScreenEntry {
  readonly name: string;
  readonly deskId: string;
  readonly events: SeenEvent[];
  /** How often its line was made anew. */
  connections: number;
  /** Events the SDK went on without, gaps it was told of, and what ended the feed. */
  readonly troubles: string[];
}

export interface SeenEvent {
  readonly alertId: string;
  readonly version: number;
  readonly kind: string;
  readonly at: number;
}

export const createJournal = (): Journal & { screens: ScreenEntry[] } => ({
  presses: new Map(),
  screens: [],
  taken: new Map(),
  poisons: [],
  consents: [],
});
