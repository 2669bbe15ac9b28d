import type { ContactSight } from './emergency-contact.ts';

/** What a contact said to being told: nothing yet, yes, no, or yes and later no more. */
export const contactStandings = ['UNANSWERED', 'CONFIRMED', 'DECLINED', 'WITHDRAWN'] as const;
export type ContactStanding = (typeof contactStandings)[number];

/** Of what a contact can be told, each once in an alert. */
export const contactSteps = [
  'RAISED',
  'ACKNOWLEDGED',
  'ESCALATED',
  'LOCATED',
  'RESOLVED',
  'CANCELLED',
] as const;
export type ContactStep = (typeof contactSteps)[number];

/** By the kind of event as the phone shows it; of the others nobody is told. */
const stepsOfEvents: Readonly<Record<string, ContactStep>> = {
  RAISED: 'RAISED',
  ACKNOWLEDGED: 'ACKNOWLEDGED',
  ESCALATED: 'ESCALATED',
  POSITION_UPDATED: 'LOCATED',
  RESOLVED: 'RESOLVED',
  CANCEL_CONFIRMED: 'CANCELLED',
};

export const stepOf = (shownKind: string): ContactStep | null => stepsOfEvents[shownKind] ?? null;

/** After these, what was not sent of an alert yet is old. */
export const isLast = (step: ContactStep): boolean => step === 'RESOLVED' || step === 'CANCELLED';

/*
 * Whoever has not answered may be the wrong one, or somebody who does not open links of strangers.
 * A family that was not told is worse than a stranger who learns nothing: so they are told that
 * there is something to look at, and how it ended, and are shown no place.
 */
const withoutAnswer: ReadonlySet<ContactStep> = new Set(['RAISED', 'RESOLVED', 'CANCELLED']);

/** What decides of what a contact is told. */
export interface Told {
  readonly standing: ContactStanding;
  readonly maySee: ContactSight;
  /** What the person wants, and what the contact wants; empty is everything. */
  readonly steps: readonly ContactStep[];
  readonly contactSteps: readonly ContactStep[];
}

const isWanted = (steps: readonly ContactStep[], step: ContactStep) =>
  steps.length === 0 || steps.includes(step);

/** Whether a contact is told of a step. */
export function isToldOf({ standing, maySee, steps, contactSteps }: Told, step: ContactStep) {
  if (standing === 'DECLINED' || standing === 'WITHDRAWN') return false;
  if (standing === 'UNANSWERED' && !withoutAnswer.has(step)) return false;
  if (step === 'LOCATED' && maySee === 'STATUS') return false;
  return isWanted(steps, step) && isWanted(contactSteps, step);
}

/** How much a contact is shown who is told. */
export function sightOf({ standing, maySee }: Pick<Told, 'standing' | 'maySee'>): ContactSight {
  return standing === 'CONFIRMED' ? maySee : 'STATUS';
}
