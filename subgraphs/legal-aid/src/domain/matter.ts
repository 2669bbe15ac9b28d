import type { LegalArea } from './provider.ts';
import type { MatterPlace } from './places.ts';

export const matterStatuses = ['OFFERED', 'UNMATCHED', 'REPRESENTED', 'CLOSED'] as const;
export type MatterStatus = (typeof matterStatuses)[number];

export const matterUrgencies = ['URGENT', 'SOON', 'ORDINARY'] as const;
export type MatterUrgency = (typeof matterUrgencies)[number];

/** How long a provider has to answer: somebody who is detained may be moved within a day. */
export const answerMinutes: Readonly<Record<MatterUrgency, number>> = {
  URGENT: 30,
  SOON: 240,
  ORDINARY: 1440,
};

/** After so long providers are looked for again while nobody could be asked. */
export const lookAgainMinutes = 15;

export const matterOutcomes = [
  'ADVISED',
  'RELEASED',
  'RELEASED_ON_BOND',
  'RELIEF_GRANTED',
  'VOLUNTARY_DEPARTURE',
  'REMOVED',
  'DECLINED_HELP',
  'UNREACHABLE',
] as const;
export type MatterOutcome = (typeof matterOutcomes)[number];

export const declineReasons = [
  'NO_CAPACITY',
  'CONFLICT_OF_INTEREST',
  'OUTSIDE_COMPETENCE',
  'LANGUAGE',
  'DISTANCE',
  'OTHER',
] as const;
export type DeclineReason = (typeof declineReasons)[number];

export const offerStatuses = ['OFFERED', 'ACCEPTED', 'DECLINED', 'LAPSED', 'WITHDRAWN'] as const;
export type OfferStatus = (typeof offerStatuses)[number];

export const afterRemovalKinds = ['RECEPTION', 'BELONGINGS', 'CHILDREN', 'WAGES'] as const;
/** What is left to do for somebody who was removed from the country. */
export type AfterRemoval = (typeof afterRemovalKinds)[number];

export const noticeKinds = [
  'ASKED_BY_PERSON',
  'GIVEN_BY_AUTHORITY',
  'SOUGHT_BY_CONSULATE',
  'ACCESS_GRANTED',
  'ACCESS_REFUSED',
] as const;
/** What happened about telling the consulate (Vienna Convention on Consular Relations, article 36). */
export type NoticeKind = (typeof noticeKinds)[number];

export interface Matter {
  readonly id: string;
  readonly alertId: string;
  readonly personId: string;
  /** The desk that answers for it. */
  readonly deskId: string;
  /** A desk that was asked to take it over. */
  readonly askedDeskId: string | null;
  readonly status: MatterStatus;
  readonly area: LegalArea;
  readonly urgency: MatterUrgency;
  readonly place: MatterPlace;
  readonly languages: readonly string[];
  readonly round: number;
  readonly outcome: MatterOutcome | null;
  /** Increases by one with every event. */
  readonly version: number;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
}

/** What can be done to a matter once it is open. */
export type MatterAct =
  | 'OFFER'
  | 'ANSWER_OFFER'
  | 'LAPSE'
  | 'LOOK'
  | 'RECORD'
  | 'REPORT'
  | 'FOLLOW_UP'
  | 'ASK_DESK'
  | 'ANSWER_DESK'
  | 'CLOSE';

/** From which status what can be done. */
const allowed: Readonly<Record<MatterAct, readonly MatterStatus[]>> = {
  // To another provider, too, when one had it offered or is not up to it any more.
  OFFER: ['OFFERED', 'UNMATCHED', 'REPRESENTED'],
  ANSWER_OFFER: ['OFFERED'],
  LAPSE: ['OFFERED'],
  LOOK: ['UNMATCHED'],
  RECORD: ['OFFERED', 'UNMATCHED', 'REPRESENTED'],
  // What was done to somebody is often told when the matter is over.
  REPORT: matterStatuses,
  // Whoever was removed has a case that is closed, and a life that is not.
  FOLLOW_UP: matterStatuses,
  ASK_DESK: ['OFFERED', 'UNMATCHED', 'REPRESENTED'],
  ANSWER_DESK: ['OFFERED', 'UNMATCHED', 'REPRESENTED'],
  CLOSE: ['OFFERED', 'UNMATCHED', 'REPRESENTED'],
};

export const allows = ({ status }: Pick<Matter, 'status'>, act: MatterAct): boolean =>
  allowed[act].includes(status);

/** How an alert stands, as far as its log tells. */
export interface KnownAlert {
  readonly id: string;
  readonly personId: string;
  readonly deskId: string;
  readonly status: string;
  readonly shownStatus: string;
}

/** An officer has answered it, or has closed it with what became of the person. */
const answered: readonly string[] = ['ACKNOWLEDGED', 'ASSISTING', 'RESOLVED'];

/** Whether that desk may open the matter of the alert. */
export const mayOpen = ({ deskId, status }: KnownAlert, officerDeskId: string): boolean =>
  deskId === officerDeskId && answered.includes(status);

/** What a phone shows whose person has not asked to cancel. */
const openlyShown: readonly string[] = ['RAISED', ...answered];

/**
 * Whether the person's phone may show that there is a matter. After a request to cancel, true or
 * forced, it shows nothing of the desks' work, and a matter is that. What is not known hides it too.
 */
export const isShownToPerson = ({ shownStatus }: Pick<KnownAlert, 'shownStatus'>): boolean =>
  openlyShown.includes(shownStatus);
