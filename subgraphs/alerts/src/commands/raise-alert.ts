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
  if (viewer.kind === 'PERSON') return;
  if (!(await mayActFor(services.database, viewer.organisationId, personId))) {
    throw new NotFoundError('personId');
  }
}

const presserOf = ({ viewer }: Press): Presser =>
  viewer.kind === 'PERSON' ? 'DEVICE' : 'ORGANISATION';

/** Routes from memory: accepting a press asks nobody but the alerts' own database. */
async function raiseNew(services: Services, press: Press): Promise<AlertRecord | null> {
  const { viewer, personId, homeConsulate, position } = press;
  const directory = services.directory.current();
  const county = position === null ? null : services.counties.countyAt(position);
  const chosen = route(
    { position, countyFips: county?.fips ?? null, homeConsulate },
    directory,
    distanceKilometers,
  );
  const decision = raise({
    id: randomUUID(),
    personId,
    environment: viewer.environment,
    channel: press.channel,
    isDrill: press.isDrill,
    route: chosen,
    coarseCell: position === null ? null : coarseCell(position),
    ...snapshotPolicy(chosen.deskId, viewer.environment, directory),
  });
  const { alert } = decision;
  const sealed = await sealFor(services, alert, position);
  const saved = await saveAct(services.database.pool, {
    decision,
    escalation: firstStep(alert, answeringNow(services, alert)),
    actor: actorOf(viewer, press.requestId),
    action: 'raiseAlert',
    facts: keyFacts(viewer),
    press: press.record,
    position: sealed,
    occurredAt: press.occurredAt,
  });
  if (saved === null) return null;
  services.log.announce();
  return { alert, ...saved, sealedPosition: sealed?.sealed ?? null };
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
  if (record === null) throw new Error('A press points to an alert that is not there');
  const isUnchanged = record.closedAt !== null || !(await hasNews(services, press, record));
  if (isUnchanged) return record;
  return saveDecision(
    services,
    record,
    { name: 'UPDATE_POSITION', by: presserOf(press) },
    {
      actor: actorOf(press.viewer, press.requestId),
      action: 'raiseAlert',
      facts: keyFacts(press.viewer),
      position: await sealFor(services, record.alert, press.position),
      occurredAt: press.occurredAt,
    },
  );
}

/** A second press while an alert is open is the same alert. */
async function pressAgain(
  services: Services,
  press: Press,
  record: AlertRecord,
): Promise<AlertRecord | null> {
  return saveDecision(
    services,
    record,
    { name: 'PRESS_AGAIN', by: presserOf(press) },
    {
      actor: actorOf(press.viewer, press.requestId),
      action: 'raiseAlert',
      facts: keyFacts(press.viewer),
      press: press.record,
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
  const press = await parsePress(input, asking);
  const { viewer, personId, isDrill, record: key } = press;
  const record = await retryUntilSaved(async () => {
    await requireConsent(services, press);
    const raised = await raiseNew(services, press);
    if (raised !== null) return raised;
    const earlier = await findPress(services.database, key.tenant, key.idempotencyKey);
    if (earlier !== null) {
      const isSame = earlier.personId === personId && earlier.isDrill === isDrill;
      if (!isSame) throw new IdempotencyMismatchError();
      return retryOf(services, press, earlier.alertId);
    }
    const { environment } = viewer;
    const open = await findOpenAlert(services.database, personId, isDrill, environment);
    return open === null ? null : pressAgain(services, press, open);
  });
  return { record, seenBy: seenByOf(viewer) };
}
