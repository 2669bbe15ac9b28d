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
  AUDIT_BROKEN: 'the audit trail is not whole',
} as const;
export type FindingName = keyof typeof findingNames;

export interface Finding {
  readonly name: FindingName;
  readonly detail: string;
}

const mostDetails = 5;

/** A finding for each of `offenders`, the first few by name. */
export function findings(name: FindingName, offenders: readonly unknown[]): Finding[] {
  const shown = offenders.slice(0, mostDetails).map((offender) => ({
    name,
    detail: typeof offender === 'string' ? offender : JSON.stringify(offender),
  }));
  const more = offenders.length - shown.length;
  return more > 0 ? [...shown, { name, detail: `and ${more} more` }] : shown;
}
