/** States whose rules are told; the others have none here, which is said and not guessed. */
export const ruledStates = ['TX', 'CA', 'AZ', 'IL', 'NY', 'FL', 'GA', 'NC'] as const;
export type RuledState = (typeof ruledStates)[number];

/** On what the states differ, of all that a guide is about. */
export const stateTopics = [
  'GIVING_YOUR_NAME',
  'DRIVING_LICENCE',
  'POLICE_AND_IMMIGRATION',
] as const;
export type StateTopic = (typeof stateTopics)[number];

export interface StateRule {
  readonly state: RuledState;
  readonly topic: StateTopic;
  /** By language; Spanish and English at least. */
  readonly texts: Readonly<Record<string, string>>;
  /**
   * The law it rests on, or laws separated by `; `; null for what no law was found for by its
   * number.
   */
  readonly source: string | null;
}

/** What differs from state to state, as published in one version. */
export interface StateRules {
  readonly version: number;
  /** ISO 8601 date. */
  readonly publishedOn: string;
  /** The lawyer who has checked them; null while none has. */
  readonly reviewedBy: string | null;
  /** By language. */
  readonly disclaimer: Readonly<Record<string, string>>;
  readonly rules: readonly StateRule[];
}

/** What differs in one state, in one language. */
export interface StateSheet extends Pick<StateRules, 'version' | 'publishedOn' | 'reviewedBy'> {
  readonly state: RuledState;
  readonly language: string;
  readonly rules: readonly { readonly topic: StateTopic; text: string; source: string | null }[];
  readonly disclaimer: string;
}
