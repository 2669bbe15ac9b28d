/** What somebody may have to get through or get ready for; each has its own guide. */
export const situations = [
  'HOME',
  'STREET',
  'TRAFFIC_STOP',
  'WORK',
  'DETENTION',
  'FAMILY_PREPAREDNESS',
  'AFTER_REMOVAL',
  'FRAUD',
] as const;
export type RightsSituation = (typeof situations)[number];

export interface RightsStep {
  readonly text: string;
  /**
   * Title of the source it rests on, or titles separated by `; `; null for practical advice that
   * rests on none.
   */
  readonly source: string | null;
}

export interface RightsSource {
  readonly title: string;
  /** Null for a law or treaty that is cited by its title. */
  readonly url: string | null;
}

/** What to do and say in one situation, in one language, as published in one version. */
export interface RightsGuide {
  readonly situation: RightsSituation;
  /** BCP 47 tag in canonical form. */
  readonly language: string;
  readonly version: number;
  /** ISO 8601 date. */
  readonly publishedOn: string;
  /** The lawyer who has checked it; null while none has. */
  readonly reviewedBy: string | null;
  readonly title: string;
  readonly summary: string;
  readonly steps: readonly RightsStep[];
  /**
   * What to show to an officer, in English whatever the language of the guide; null where no
   * officer is met.
   */
  readonly showToOfficer: string | null;
  readonly sources: readonly RightsSource[];
  readonly disclaimer: string;
}
