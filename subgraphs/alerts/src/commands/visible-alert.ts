import { isUuid } from '@alert-button/platform/uuid.ts';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import type {
  ApiScope,
  Officer,
  Operator,
  Organisation,
  Person,
  TextService,
} from '@alert-button/platform/viewer.ts';
import type { SeenBy } from '../domain/view.ts';
import type { AlertRecord } from '../store/alert-record.ts';
import { findAlert, isPressedBy } from '../store/alerts.ts';
import { mayActFor } from '../store/consents.ts';
import type { Actor } from '../store/save-act.ts';
import type { Services } from './services.ts';
import { tenantOf } from './tenant.ts';

export type Insider = Person | Organisation | Officer;

/** An alert with the eyes that see it. */
export interface SeenAlert {
  readonly record: AlertRecord;
  readonly seenBy: SeenBy;
}

const eyes = {
  PERSON: 'PERSON',
  ORGANISATION: 'ORGANISATION',
  OFFICER: 'DESK',
  // It is shown the id of what it raised, and nothing of it.
  TEXT_SERVICE: 'ORGANISATION',
} as const;

export const seenByOf = ({ kind }: Insider | TextService): SeenBy => eyes[kind];

/** The desk an officer works at, by id; undefined when the directory does not know it. */
export function deskOf(services: Services, officer: Officer): string | undefined {
  return services.directory.current().deskByCode.get(officer.desk)?.id;
}

/**
 * A person sees their own alerts; an officer those offered to the desk they work at; an
 * organisation those of persons who agree to it. What is in the sandbox is never on a desk.
 */
async function maySee(
  services: Services,
  viewer: Insider,
  { alert }: AlertRecord,
): Promise<boolean> {
  if (viewer.kind === 'OFFICER') {
    const deskId = deskOf(services, viewer);
    return alert.environment === 'LIVE' && deskId !== undefined && alert.offeredTo.includes(deskId);
  }
  if (alert.environment !== viewer.environment) return false;
  return viewer.kind === 'PERSON'
    ? alert.personId === viewer.personId
    : mayActFor(services.database, viewer.organisationId, alert.personId);
}

/** A key is good for what its scopes say; the other kinds of viewer have none. */
const hasScope = (viewer: Insider, scope: ApiScope): boolean =>
  viewer.kind !== 'ORGANISATION' || viewer.scopes.includes(scope);

/** @throws NotFoundError for a key that is not good for this. */
export function requireScope(viewer: Insider, scope: ApiScope): void {
  if (!hasScope(viewer, scope)) throw new NotFoundError('That');
}

/** An organisation acts only on what it raised itself, be it that the person had pressed before. */
async function mayActOn(
  services: Services,
  viewer: Insider,
  { alert }: AlertRecord,
): Promise<boolean> {
  if (viewer.kind !== 'ORGANISATION') return true;
  if (!hasScope(viewer, 'alerts:raise')) return false;
  return isPressedBy(services.database, alert.id, tenantOf(viewer));
}

async function findVisible(
  services: Services,
  viewer: Insider,
  alertId: string,
): Promise<AlertRecord | null> {
  if (!isUuid(alertId)) return null;
  const record = await findAlert(services.database, alertId.toLowerCase());
  if (record === null || !(await maySee(services, viewer, record))) return null;
  return record;
}

/** The alert, or null when it is not there or not theirs: the same answer. */
export async function seeAlert(
  services: Services,
  viewer: Insider,
  alertId: string,
): Promise<SeenAlert | null> {
  if (!hasScope(viewer, 'alerts:follow')) return null;
  const record = await findVisible(services, viewer, alertId);
  return record === null ? null : { record, seenBy: seenByOf(viewer) };
}

/**
 * The alert to act on.
 *
 * @throws NotFoundError when it is not there or not theirs.
 */
export async function requireAlert(
  services: Services,
  viewer: Insider,
  alertId: string,
): Promise<AlertRecord> {
  const record = await findVisible(services, viewer, alertId);
  if (record === null || !(await mayActOn(services, viewer, record))) {
    throw new NotFoundError('alertId');
  }
  return record;
}

/** An alert on which an operator acts for a caller, and their desk, which sees it from then on. */
export interface CallersAlert {
  readonly record: AlertRecord;
  readonly deskId: string;
}

/**
 * The alert of a caller: one of the operator's desk, or one that waits for an answer anywhere, which
 * operators find in their list of those.
 *
 * @throws NotFoundError when it is not there or neither.
 */
export async function requireAlertOfCaller(
  services: Services,
  operator: Operator,
  alertId: string,
): Promise<CallersAlert> {
  const deskId = deskOf(services, operator);
  const record = isUuid(alertId) ? await findAlert(services.database, alertId.toLowerCase()) : null;
  if (deskId === undefined || record === null) throw new NotFoundError('alertId');
  const { environment, offeredTo, state } = record.alert;
  const isFound = offeredTo.includes(deskId) || state.status === 'RAISED';
  if (environment !== 'LIVE' || !isFound) throw new NotFoundError('alertId');
  return { record, deskId };
}

export function actorOf(viewer: Insider | TextService, requestId: string): Actor {
  const { kind } = viewer;
  switch (kind) {
    case 'PERSON':
      return { kind, id: viewer.personId, requestId };
    case 'ORGANISATION':
      return { kind, id: viewer.organisationId, requestId };
    case 'OFFICER':
      return { kind, id: viewer.officerId, requestId };
    case 'TEXT_SERVICE':
      return { kind, id: viewer.serviceId, requestId };
    default:
      return kind satisfies never;
  }
}

/** For the audit trail: with which of its keys an organisation acted. */
export const keyFacts = (viewer: Insider): object =>
  viewer.kind === 'ORGANISATION' ? { keyId: viewer.keyId } : {};
