import type { NewEvent } from '@alert-button/platform/event-log/event-log.ts';
import type { Person } from './domain/person.ts';
import type { Subject } from './domain/revocation.ts';

/**
 * What happens to persons. Nothing about them leaves with an event: payloads are empty, but for
 * `DEVICE_REVOKED { thumbprint }` and `CONSENT_GRANTED` and `CONSENT_WITHDRAWN`
 * `{ personId, purpose, organisationId | null }`.
 */
export type PersonEventKind =
  | 'PERSON_ENROLLED'
  | 'PERSON_UPDATED'
  | 'DEVICE_LINK_CREATED'
  | 'DEVICE_ADDED'
  | 'DEVICE_REVOKED'
  | 'EMERGENCY_CONTACTS_CHANGED'
  | 'CONSENT_GRANTED'
  | 'CONSENT_WITHDRAWN';

/** The event that `kind` happened to the person, who is now as given. */
export function personEvent(
  kind: PersonEventKind,
  person: Person,
  payload: Readonly<Record<string, string | null>> = {},
): NewEvent {
  return {
    id: crypto.randomUUID(),
    kind,
    subjectId: person.id,
    version: person.version,
    feeds: [],
    payload,
  };
}

/**
 * What happened to a link by which somebody follows an alert; the subject is the link. `hash` is
 * that of a token of 128 random bits, and no secret. Payloads: `FOLLOW_LINK_MADE { hash, personId,
 * alertId | null, maySee, expiresAt }` and `FOLLOW_LINK_REVOKED { hash }`.
 */
export type FollowLinkEventKind = 'FOLLOW_LINK_MADE' | 'FOLLOW_LINK_REVOKED';

/** What administrators did; the subject is the organisation, the key's public id or the officer. */
export type AdministrationEventKind =
  | 'ORGANISATION_CREATED'
  | 'ORGANISATION_DISABLED'
  | 'ORGANISATION_ENABLED'
  | 'API_KEY_CREATED'
  | 'API_KEY_ROTATED'
  | 'API_KEY_REVOKED'
  | 'OFFICER_ACCESS_REVOKED'
  | 'OFFICER_ACCESS_RESTORED';

export function administrationEvent(
  kind: AdministrationEventKind,
  subjectId: string,
  version: number,
): NewEvent {
  return { id: crypto.randomUUID(), kind, subjectId, version, feeds: [], payload: {} };
}

/** The feed of those who were shut out or let in again; the gateways follow it. */
export const revocationFeed = 'revocations';

/** Something changed about whether this one may ask; the table `revocation` says what. */
export function revocationEvent({ kind, id }: Subject, version: number): NewEvent {
  return {
    id: crypto.randomUUID(),
    kind: 'REVOCATION_CHANGED',
    subjectId: `${kind}:${id}`,
    version,
    feeds: [revocationFeed],
    payload: {},
  };
}
