import { randomUUID } from 'node:crypto';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import { coarseCell } from '@alert-button/platform/geography/cell.ts';
import { distanceKilometers } from '@alert-button/platform/geography/distance.ts';
import type { Alert, Position } from '../domain/alert.ts';
import { firstStep } from '../domain/escalation.ts';
import { snapshotPolicy } from '../domain/escalation-policy.ts';
import { IdempotencyMismatchError } from '../domain/errors.ts';
import { raise } from '../domain/raise.ts';
import { route } from '../domain/route.ts';
import type { Presser } from '../domain/transitions.ts';
import type { AlertRecord } from '../store/alert-record.ts';
import { findAlert, findOpenAlert, findPress } from '../store/alerts.ts';
import { sealNote } from '../store/notes.ts';
import { mayActFor } from '../store/consents.ts';
import { saveAct, type SaveAct } from '../store/save-act.ts';
import { openPosition, sealPosition } from '../store/sealed-position.ts';
import { answeringNow } from './answering-now.ts';
import { parsePress, type Press, type RaiseAlertInput } from './parse-press.ts';
import { retryUntilSaved, saveDecision } from './save-decision.ts';
import type { Asking, Services } from './services.ts';
import { actorOf, keyFacts, seenByOf, type SeenAlert } from './visible-alert.ts';

export type { RaiseAlertInput } from './parse-press.ts';

/** Whether an organisation's press may be: the person agrees. A device's own always may. */
async function requireConsent(services: Services, { viewer, personId }: Press): Promise<void> {
  if (viewer.kind !== 'ORGANISATION') return;
  if (!(await mayActFor(services.database, viewer.organisationId, personId))) {
    throw new NotFoundError('personId');
  }
}

const pressers = {
  PERSON: 'DEVICE',
  ORGANISATION: 'ORGANISATION',
  OFFICER: 'OPERATOR',
  TEXT_SERVICE: 'TEXT',
} as const;
const presserOf = ({ viewer, presser }: Press): Presser => presser ?? pressers[viewer.kind];

const factsOf = ({ viewer, channel }: Press): object =>
  viewer.kind === 'OFFICER' || viewer.kind === 'TEXT_SERVICE' ? { channel } : keyFacts(viewer);

/** By what a press is routed: a county that was only named stands for its middle. */
function placeOf({ counties }: Services, { position, countyFips }: Press) {
  if (position !== null) return { position, countyFips: counties.countyAt(position)?.fips ?? null };
  if (countyFips === undefined) return { position: null, countyFips: null };
  return { position: counties.centroids().get(countyFips) ?? null, countyFips };
}

/** Routes from memory: accepting a press asks nobody but the alerts' own database. */
async function raiseNew(services: Services, press: Press): Promise<AlertRecord | null> {
  const { viewer, personId, homeConsulate, position, environment } = press;
  const directory = services.directory.current();
  const place = placeOf(services, press);
  const chosen = route({ ...place, homeConsulate }, directory, distanceKilometers);
  const decision = raise({
    id: randomUUID(),
    personId,
    environment,
    channel: press.channel,
    isDrill: press.isDrill,
    route: chosen,
    coarseCell: position === null ? null : coarseCell(position),
    ...snapshotPolicy(chosen.deskId, environment, directory),
    raisingDeskId: press.raisingDeskId ?? null,
  });
  const { alert } = decision;
  const sealed = await sealFor(services, alert, position);
  const saved = await saveAct(services.database.pool, {
    decision,
    escalation: firstStep(alert, answeringNow(services, alert)),
    actor: actorOf(viewer, press.requestId),
    action: press.action,
    facts: factsOf(press),
    press: press.record,
    position: sealed,
    sealedNote: await sealNote(services.sealer, alert, press.note ?? null),
    occurredAt: press.occurredAt,
  });
  if (saved === null) return null;
  services.log.announce();
  return {
    ...{ alert, ...saved },
    sealedPosition: sealed?.sealed ?? null,
    sealedCallbackPhone: null,
  };
}

async function sealFor(
  services: Services,
  alert: Alert,
  position: Position | null,
): Promise<SaveAct['position']> {
  if (position === null) return undefined;
  return {
    sealed: await sealPosition(services.sealer, alert.id, position, new Date()),
    coarseCell: coarseCell(position),
  };
}

/** Whether the press says where or when, and says it differently from what is stored. */
async function hasNews(services: Services, press: Press, record: AlertRecord): Promise<boolean> {
  if (press.occurredAt !== null && press.occurredAt.getTime() !== record.occurredAt?.getTime()) {
    return true;
  }
  if (press.position === null) return false;
  if (record.sealedPosition === null) return true;
  const { alert, sealedPosition } = record;
  const known = await openPosition(services.sealer, alert.id, sealedPosition);
  const { latitude, longitude, accuracyMeters } = press.position;
  return (
    known.latitude !== latitude ||
    known.longitude !== longitude ||
    known.accuracyMeters !== accuracyMeters
  );
}

/** The press has been stored before: the same alert, with a newer position or time if it brings one. */
async function retryOf(
  services: Services,
  press: Press,
  alertId: string,
): Promise<AlertRecord | null> {
  const record = await findAlert(services.database, alertId);
  // Purged in between, the press with it: then it is new.
  if (record === null) return null;
  const isUnchanged = record.closedAt !== null || !(await hasNews(services, press, record));
  if (isUnchanged) return record;
  return saveDecision(
    services,
    record,
    { name: 'UPDATE_POSITION', by: presserOf(press) },
    {
      actor: actorOf(press.viewer, press.requestId),
      action: press.action,
      facts: factsOf(press),
      position: await sealFor(services, record.alert, press.position),
      occurredAt: press.occurredAt,
    },
  );
}

const deskOfPress = ({ raisingDeskId }: Press) =>
  raisingDeskId === undefined ? {} : { deskId: raisingDeskId };

/** A second press while an alert is open is the same alert. */
async function pressAgain(
  services: Services,
  press: Press,
  record: AlertRecord,
): Promise<AlertRecord | null> {
  return saveDecision(
    services,
    record,
    { name: 'PRESS_AGAIN', by: presserOf(press), ...deskOfPress(press) },
    {
      actor: actorOf(press.viewer, press.requestId),
      action: press.action,
      facts: factsOf(press),
      press: press.record,
      note: press.note,
      position: await sealFor(services, record.alert, press.position),
    },
  );
}

/**
 * One press becomes one durable alert, however often it is retried and however many arrive at
 * once. Tries the new alert first; unique indexes tell when it is a retry or a second press. Whether
 * a person agrees to an organisation's press is known here already: nobody else is asked.
 *
 * @throws InvalidInputError, IdempotencyMismatchError; NotFoundError when the person does not agree
 *   to the organisation or is not there: the same answer.
 */
export async function raiseAlert(
  services: Services,
  asking: Asking,
  input: RaiseAlertInput,
): Promise<SeenAlert> {
  return storePress(services, await parsePress(input, asking));
}

/**
 * The common course of every press, whoever makes it.
 *
 * @throws NotFoundError when it only joins, and no alert of the person is open.
 */
export async function storePress(services: Services, press: Press): Promise<SeenAlert> {
  const { viewer, personId, isDrill, environment, record: key, onlyJoins = false } = press;
  const record = await retryUntilSaved(async () => {
    await requireConsent(services, press);
    const raised = onlyJoins ? null : await raiseNew(services, press);
    if (raised !== null) return raised;
    const earlier = await findPress(services.database, key.tenant, key.idempotencyKey);
    if (earlier !== null) {
      const isSame = earlier.personId === personId && earlier.isDrill === isDrill;
      if (!isSame) throw new IdempotencyMismatchError();
      return retryOf(services, press, earlier.alertId);
    }
    const open = await findOpenAlert(services.database, personId, isDrill, environment);
    if (open === null && onlyJoins) throw new NotFoundError('An open alert');
    return open === null ? null : pressAgain(services, press, open);
  });
  return { record, seenBy: seenByOf(viewer) };
}
