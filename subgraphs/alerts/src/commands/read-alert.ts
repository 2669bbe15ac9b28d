import { permit } from '@alert-button/platform/policy.ts';
import { maskPhone, sightOfPhone } from '../domain/callback-phone.ts';
import { policy } from '../policy.ts';
import { alertsOfPerson } from '../store/alerts.ts';
import { auditRead } from '../store/audit.ts';
import { openPhone } from '../store/callback-phone.ts';
import { findUnansweredMessages, readMessages, type Message } from '../store/messages.ts';
import { readNotes, type Note } from '../store/notes.ts';
import { openPosition, type ExactPosition } from '../store/sealed-position.ts';
import type { Asking, Services } from './services.ts';
import { actorOf, seeAlert, type SeenAlert } from './visible-alert.ts';

export type { ExactPosition, Message, Note };

/** One alert, or null when it is not there or not the viewer's. */
export function readAlert(
  services: Services,
  asking: Asking,
  alertId: string,
): Promise<SeenAlert | null> {
  return seeAlert(services, permit(policy, 'alert', asking.viewer), alertId);
}

/** A person's own alerts, newest first; null for everybody else. */
export async function readAlertsOfPerson(
  services: Services,
  { viewer }: Asking,
  personId: string,
  page: { first: number; offset: number },
): Promise<SeenAlert[] | null> {
  if (viewer.kind !== 'PERSON' || viewer.personId !== personId) return null;
  const records = await alertsOfPerson(services.database, personId, viewer.environment, page);
  return records.map((record) => ({ record, seenBy: 'PERSON' }));
}

/** The exact position; null for organisations. An officer's reading is recorded before it is answered. */
export async function readPosition(
  services: Services,
  asking: Asking,
  { record, seenBy }: SeenAlert,
): Promise<ExactPosition | null> {
  const { alert, sealedPosition } = record;
  if (sealedPosition === null || seenBy === 'ORGANISATION') return null;
  await recordReading(services, asking, 'readPosition', alert.id);
  return openPosition(services.sealer, alert.id, sealedPosition);
}

/** What was said with the acts on the alert; for the desks, and recorded. */
export async function readNotesOfAlert(
  services: Services,
  asking: Asking,
  { record, seenBy }: SeenAlert,
): Promise<Note[] | null> {
  if (seenBy !== 'DESK') return null;
  await recordReading(services, asking, 'readNotes', record.alert.id);
  return readNotes(services.database, services.sealer, record.alert.id);
}

/** Where the person can be called back; for the desks, and recorded. */
export async function readCallbackPhone(
  services: Services,
  asking: Asking,
  { record, seenBy }: SeenAlert,
): Promise<string | null> {
  const { alert, sealedCallbackPhone } = record;
  if (sealedCallbackPhone === null || sightOfPhone[seenBy] !== 'WHOLE') return null;
  await recordReading(services, asking, 'readCallbackPhone', alert.id);
  return openPhone(services.sealer, alert.id, sealedCallbackPhone);
}

/** Its last digits, for the person; null for everybody else. */
export async function readMaskedPhone(
  { sealer }: Services,
  { record, seenBy }: SeenAlert,
): Promise<string | null> {
  const { alert, sealedCallbackPhone } = record;
  if (sealedCallbackPhone === null || sightOfPhone[seenBy] !== 'MASKED') return null;
  return maskPhone(await openPhone(sealer, alert.id, sealedCallbackPhone));
}

/**
 * What the person and the desks wrote to each other after a version; null for organisations. An
 * officer's reading is recorded before it is answered.
 */
export async function readMessagesOfAlert(
  services: Services,
  asking: Asking,
  { record, seenBy }: SeenAlert,
  after: number,
): Promise<Message[] | null> {
  if (seenBy === 'ORGANISATION') return null;
  const { database, sealer } = services;
  await recordReading(services, asking, 'readMessages', record.alert.id);
  return readMessages(database, sealer, record.alert.id, seenBy, after);
}

/**
 * Whether the person of each of these alerts wrote last, for desks; null for everybody else. Says
 * nothing of the words, so nothing is recorded.
 */
export async function readUnansweredMessages(
  { database }: Services,
  seen: readonly SeenAlert[],
): Promise<readonly (boolean | null)[]> {
  const forDesks = seen.filter(({ seenBy }) => seenBy === 'DESK');
  const ids = forDesks.map(({ record }) => record.alert.id);
  const unanswered = ids.length === 0 ? null : await findUnansweredMessages(database, ids);
  return seen.map(({ record, seenBy }) =>
    seenBy === 'DESK' ? (unanswered?.has(record.alert.id) ?? false) : null,
  );
}

async function recordReading(
  services: Services,
  asking: Asking,
  action: string,
  alertId: string,
): Promise<void> {
  const viewer = permit(policy, 'alert', asking.viewer);
  if (viewer.kind === 'PERSON') return;
  await auditRead(services.database, actorOf(viewer, asking.requestId), action, alertId);
}
