import { NotFoundError } from '@alert-button/platform/errors.ts';
import type { Officer, Person, Viewer } from '@alert-button/platform/viewer.ts';
import type { SeenBy } from '../domain/view.ts';
import type { AlertRecord } from '../store/alert-record.ts';
import { findAlert } from '../store/alerts.ts';
import type { Actor } from '../store/save-act.ts';
import type { Services } from './services.ts';

export type Insider = Person | Officer;

/** An alert with the eyes that see it. */
export interface SeenAlert {
  readonly record: AlertRecord;
  readonly seenBy: SeenBy;
}

export const seenByOf = (viewer: Viewer): SeenBy => (viewer.kind === 'PERSON' ? 'PERSON' : 'DESK');

/** The desk an officer works at, by id; undefined when the directory does not know it. */
export function deskOf(services: Services, officer: Officer): string | undefined {
  return services.directory.current().deskByCode.get(officer.desk)?.id;
}

/** A person sees their own alerts; an officer those offered to the desk they work at. */
export function maySee(services: Services, viewer: Insider, { alert }: AlertRecord): boolean {
  if (viewer.kind === 'PERSON') return alert.personId === viewer.personId;
  const deskId = deskOf(services, viewer);
  return deskId !== undefined && alert.offeredTo.includes(deskId);
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The alert, or null when it is not there or not theirs: the same answer. */
export async function seeAlert(
  services: Services,
  viewer: Insider,
  alertId: string,
): Promise<SeenAlert | null> {
  if (!uuidPattern.test(alertId)) return null;
  const record = await findAlert(services.database, alertId.toLowerCase());
  if (record === null || !maySee(services, viewer, record)) return null;
  return { record, seenBy: seenByOf(viewer) };
}

/** @throws NotFoundError when it is not there or not theirs. */
export async function requireAlert(
  services: Services,
  viewer: Insider,
  alertId: string,
): Promise<AlertRecord> {
  const seen = await seeAlert(services, viewer, alertId);
  if (seen === null) throw new NotFoundError('alertId');
  return seen.record;
}

export function actorOf(viewer: Insider, requestId: string): Actor {
  return viewer.kind === 'PERSON'
    ? { kind: 'PERSON', id: viewer.personId, requestId }
    : { kind: 'OFFICER', id: viewer.officerId, requestId };
}
