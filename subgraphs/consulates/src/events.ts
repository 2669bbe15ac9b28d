import type { NewEvent } from '@alert-button/platform/event-log/event-log.ts';
import type { Consulate } from './domain/consulate.ts';
import { ownDesks, type Desk } from './domain/desk.ts';
import type { DirectoryContent } from './domain/directory.ts';
import type { EscalationPolicy } from './domain/escalation-policy.ts';
import type { DutyShift } from './domain/duty-shift.ts';
import type { OfficeHours } from './domain/office-hours.ts';
import { isExhaustive, listedCounties, type ListedCounty } from './domain/jurisdiction.ts';

/** What a consumer needs to route to a consulate. Sent again, whole, at each change. */
export interface OfficePublished {
  readonly id: string;
  readonly code: string;
  readonly deskId: string;
  readonly latitude: number;
  readonly longitude: number;
  /** The list of counties excludes those it does not name. */
  readonly isJurisdictionComplete: boolean;
  readonly counties: readonly ListedCounty[];
  /** Absent in what was published before offices could be out of service: it was in service. */
  readonly isInService: boolean;
  /** When its own desk is staffed; null or absent when not known. */
  readonly hours: OfficeHours | null;
  /** Code of the group whose desks back each other up; null or absent for none. */
  readonly regionalGroup: string | null;
}

export interface DeskPublished {
  readonly id: string;
  readonly code: string;
  readonly kind: Desk['kind'];
  readonly consulateId: string | null;
  /** As for an office. */
  readonly isInService: boolean;
  /** Null or absent for the default. */
  readonly escalationPolicy: EscalationPolicy | null;
}

/** Everybody who answers at a desk. Sent again, whole, at each change. */
export interface RosterPublished {
  readonly deskId: string;
  readonly code: string;
  /** Ids of the identity provider, sorted. */
  readonly officerIds: readonly string[];
}

/** Who is on duty at a desk now and later. Sent again, whole, at each change. */
export interface DutyPublished {
  readonly deskId: string;
  readonly code: string;
  /** In the order of time. */
  readonly shifts: readonly {
    readonly officerId: string;
    readonly startsAt: string;
    readonly endsAt: string;
  }[];
}

/**
 * A page was sent with a link by which its officer may take the alert without signing in. Alerts
 * decides whether the link still counts. The event's subject is the page.
 */
export interface PageLinkMade {
  /** SHA-256 of the token in the link, in base64url: of no use to whoever reads it. */
  readonly hash: string;
  readonly alertId: string;
  readonly officerId: string;
  /** Where the officer is on duty. */
  readonly deskId: string;
  /** Of the alert when it called the officer: an acknowledgement after it spends the link. */
  readonly alertVersion: number;
  readonly expiresAt: string;
}

/**
 * The events of a publication, in the order they are logged: all other desks, the consulates, then
 * the call centre's and the national desk. A consumer that waits for the last two before it
 * routes has then heard of every consulate.
 *
 * @param allDesks every desk there is: a consulate's own may have been published before.
 */
export function publicationEvents(
  { consulates, desks }: DirectoryContent,
  allDesks: readonly Desk[],
): NewEvent[] {
  const own = ownDesks(allDesks);
  const central = desks.filter(isCentral);
  const others = desks.filter((desk) => !isCentral(desk));
  return [
    ...others.map(deskPublished),
    ...consulates.map((consulate) => officePublished(consulate, own.get(consulate.id)?.id ?? '')),
    ...central.map(deskPublished),
  ];
}

function isCentral({ kind }: Desk): boolean {
  return kind === 'CALL_CENTRE' || kind === 'NATIONAL';
}

function officePublished(consulate: Consulate, deskId: string): NewEvent {
  const { id, code, version, position, jurisdiction } = consulate;
  const payload: OfficePublished = {
    id,
    code,
    deskId,
    latitude: position.latitude,
    longitude: position.longitude,
    isJurisdictionComplete: isExhaustive(jurisdiction),
    counties: listedCounties(jurisdiction),
    isInService: consulate.outOfService === null,
    hours: consulate.hours,
    regionalGroup: consulate.regionalGroup,
  };
  return event('OFFICE_PUBLISHED', id, version, payload);
}

function deskPublished(desk: Desk): NewEvent {
  const { id, code, version, kind, consulateId, escalationPolicy } = desk;
  const isInService = desk.outOfService === null;
  const payload: DeskPublished = { id, code, kind, consulateId, isInService, escalationPolicy };
  return event('DESK_PUBLISHED', id, version, payload);
}

/** @param desk as it is after the change. */
export function rosterPublished(
  { id, code, version }: Desk,
  officerIds: readonly string[],
): NewEvent {
  const payload: RosterPublished = { deskId: id, code, officerIds };
  return event('ROSTER_PUBLISHED', id, version, payload);
}

/** @param desk as it is after the change. */
export function dutyPublished({ id, code, version }: Desk, shifts: readonly DutyShift[]): NewEvent {
  const payload: DutyPublished = {
    deskId: id,
    code,
    shifts: shifts.map(({ officerId, startsAt, endsAt }) => ({
      officerId,
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
    })),
  };
  return event('DUTY_PUBLISHED', id, version, payload);
}

export function pageLinkMade(pageId: string, payload: PageLinkMade): NewEvent {
  return event('PAGE_LINK_MADE', pageId, 1, payload);
}

function event(
  kind:
    | 'OFFICE_PUBLISHED'
    | 'DESK_PUBLISHED'
    | 'ROSTER_PUBLISHED'
    | 'DUTY_PUBLISHED'
    | 'PAGE_LINK_MADE',
  subjectId: string,
  version: number,
  payload: object,
): NewEvent {
  return { id: crypto.randomUUID(), kind, subjectId, version, feeds: [], payload };
}
