/** Of what alerts' log says, what matters for paging. */
export interface AlertChange {
  readonly kind: string;
  readonly alertId: string;
  readonly version: number;
  readonly status: string;
  readonly isDrill: boolean;
  /** Absent in older events, which are all LIVE. */
  readonly environment?: string;
  /** The responsible desk. */
  readonly deskId: string;
  readonly calledDeskIds?: readonly string[];
  readonly dutyOfficerIds?: readonly string[];
}

/** While an alert is in one of these, somebody has to answer it. */
const waiting: readonly string[] = ['RAISED', 'CANCEL_REQUESTED'];

/** After so long without an acknowledgement the officer's next channel is tried. */
export const nextChannelAfterSeconds = 45;

/**
 * What is older was followed by another step, or by an answer: after an outage nobody is paged for
 * each step that was missed.
 */
export const freshForSeconds = 600;

/** A link is good for so long; by then the alert has escalated many times, each with a new one. */
export const linkHours = 2;

/** A step that calls officers on duty. The sandbox calls nobody; a drill does, muted. */
export function callsOfficers({ kind, environment, status, dutyOfficerIds }: AlertChange) {
  return (
    kind === 'ESCALATED' &&
    environment !== 'TEST' &&
    waiting.includes(status) &&
    (dutyOfficerIds ?? []).length > 0
  );
}

/** Alerts has deleted the alert, and so does everybody else what is theirs of it. */
export const isPurge = ({ kind }: AlertChange): boolean => kind === 'PURGED';

/** Whether nobody needs to be reached about it any more. */
export const isAnswered = ({ status }: AlertChange): boolean => !waiting.includes(status);

/** An alert that its person asked to cancel takes an officer who sees it; a link is not enough. */
export const isAnsweredByLink = ({ status }: AlertChange): boolean => status === 'RAISED';

/** The desks that a step calls, the responsible one first. */
export const calledDesks = ({ deskId, calledDeskIds = [] }: AlertChange): readonly string[] => [
  deskId,
  ...calledDeskIds,
];

/** Under which an officer's tests stand in the queue; no alert's id looks like it. */
export const testSubject = (officerId: string): string => `test:${officerId}`;
