/** What must never be, by name. */
export const findingNames = {
  LOST: 'a press was acknowledged and its alert is not there',
  ALERT_TWICE: 'one press became two alerts',
  UNANSWERED: 'a press was never answered',
  TAKEN_LOST: 'an officer was told that an alert is theirs and it is not',
  UNSEEN: 'an event never came to a screen of its desk',
  SEEN_TWICE: 'a screen was shown an event twice',
  OUT_OF_ORDER: 'events came in another order than they happened in',
  LOG_BROKEN: 'versions, positions or feeds of the log do not fit together',
  STEP_TWICE: 'a step of escalation was taken twice',
  STEP_EARLY: 'a step of escalation was taken before it was due',
  STEP_MISSING: 'a due step of escalation was not taken',
  FEED_TROUBLE: 'a feed ended, told of a gap or went on without an event',
  STALLED: 'presses did not get through although they should have',
  LETTER_WRONG: 'an event was put aside that can be applied, or one that cannot was not',
  NOT_FOLLOWED: 'a consumer does not follow the log behind an event that it cannot apply',
  PAGE_MISSING: 'an officer on duty was called by a step and never paged',
  PAGE_TWICE: 'an officer was paged twice for one step',
  AUDIT_BROKEN: 'the audit trail is not whole',
} as const;
export type FindingName = keyof typeof findingNames;

/** Something that must never be, and was. */
export interface Finding {
  readonly name: FindingName;
  /** How often. */
  readonly count: number;
  /** The first few. */
  readonly examples: readonly string[];
}

const mostExamples = 3;

/** One finding for all `offenders`; none when there are none. */
export function findings(name: FindingName, offenders: readonly unknown[]): Finding[] {
  if (offenders.length === 0) return [];
  const examples = offenders
    .slice(0, mostExamples)
    .map((offender) => (typeof offender === 'string' ? offender : JSON.stringify(offender)));
  return [{ name, count: offenders.length, examples }];
}
