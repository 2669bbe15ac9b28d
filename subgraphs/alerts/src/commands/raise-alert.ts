import { randomUUID } from 'node:crypto';
import { coarseCell } from '@alert-button/platform/geography/cell.ts';
import { distanceKilometers } from '@alert-button/platform/geography/distance.ts';
import { permit } from '@alert-button/platform/policy.ts';
import type { Person } from '@alert-button/platform/viewer.ts';
import type { Alert, AlertChannel, Position } from '../domain/alert.ts';
import { escalationPolicy, nextStep } from '../domain/escalation.ts';
import { IdempotencyMismatchError } from '../domain/errors.ts';
import { InputCheck, type PositionInput } from '../domain/input.ts';
import { raise } from '../domain/raise.ts';
import { route } from '../domain/route.ts';
import { policy } from '../policy.ts';
import type { AlertRecord } from '../store/alert-record.ts';
import { findAlert, findOpenAlert, findPress } from '../store/alerts.ts';
import { saveAct, type PressRecord, type SaveAct } from '../store/save-act.ts';
import { openPosition, sealPosition } from '../store/sealed-position.ts';
import { verifyPressSignature } from './press-signature.ts';
import { retryUntilSaved, saveDecision } from './save-decision.ts';
import type { Asking, Services } from './services.ts';
import { actorOf, type SeenAlert } from './visible-alert.ts';

export interface RaiseAlertInput {
  readonly idempotencyKey: string;
  readonly position?: PositionInput | null | undefined;
  readonly occurredAt?: Date | null | undefined;
  readonly channel: AlertChannel;
  readonly drill: boolean;
  readonly signature?: string | null | undefined;
}

interface Press {
  readonly viewer: Person;
  readonly requestId: string;
  readonly record: PressRecord;
  readonly position: Position | null;
  readonly occurredAt: Date | null;
  readonly channel: AlertChannel;
  readonly isDrill: boolean;
}

/** Persons press from their own devices; organisations will each be a tenant of their own. */
const tenantOf = (viewer: Person): string => `person:${viewer.environment}`;

/** The channels through which a device itself presses. */
const deviceChannels: readonly AlertChannel[] = ['APP', 'WEB'];

async function parse(input: RaiseAlertInput, asking: Asking): Promise<Press> {
  const viewer = permit(policy, 'raiseAlert', asking.viewer);
  const check = new InputCheck();
  const idempotencyKey = check.uuid('idempotencyKey', input.idempotencyKey);
  const position = input.position ? check.position(input.position) : null;
  const occurredAt = check.occurredAt(input.occurredAt, new Date());
  if (!deviceChannels.includes(input.channel)) check.refuse('channel', 'is not one of a device');
  const signature = check.text('signature', input.signature, 2000);
  check.done();
  if (signature !== null) await verifyPressSignature(signature, viewer.deviceKey, idempotencyKey);
  return {
    viewer,
    requestId: asking.requestId,
    record: { tenant: tenantOf(viewer), idempotencyKey, signature },
    position,
    occurredAt,
    channel: input.channel,
    isDrill: input.drill,
  };
}

/** Routes from memory: accepting a press asks nobody but the alerts' own database. */
async function raiseNew(services: Services, press: Press): Promise<AlertRecord | null> {
  const { viewer, position } = press;
  const directory = services.directory.current();
  const county = position === null ? null : services.counties.countyAt(position);
  const chosen = route(
    { position, countyFips: county?.fips ?? null, homeConsulate: viewer.homeConsulate },
    directory,
    distanceKilometers,
  );
  const decision = raise({
    id: randomUUID(),
    personId: viewer.personId,
    environment: viewer.environment,
    channel: press.channel,
    isDrill: press.isDrill,
    route: chosen,
    coarseCell: position === null ? null : coarseCell(position),
    escalationPolicy: escalationPolicy(chosen.deskId, directory),
  });
  const { alert } = decision;
  const sealed = await sealFor(services, alert, position);
  const saved = await saveAct(services.database.pool, {
    decision,
    escalation: nextStep(alert),
    actor: actorOf(viewer, press.requestId),
    action: 'raiseAlert',
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
    { name: 'UPDATE_POSITION' },
    {
      actor: actorOf(press.viewer, press.requestId),
      action: 'raiseAlert',
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
    { name: 'PRESS_AGAIN' },
    {
      actor: actorOf(press.viewer, press.requestId),
      action: 'raiseAlert',
      press: press.record,
      position: await sealFor(services, record.alert, press.position),
    },
  );
}

/**
 * One press becomes one durable alert, however often it is retried and however many arrive at
 * once. Tries the new alert first; unique indexes tell when it is a retry or a second press.
 *
 * @throws InvalidInputError, IdempotencyMismatchError
 */
export async function raiseAlert(
  services: Services,
  asking: Asking,
  input: RaiseAlertInput,
): Promise<SeenAlert> {
  const press = await parse(input, asking);
  const { viewer, isDrill, record: key } = press;
  const record = await retryUntilSaved(async () => {
    const raised = await raiseNew(services, press);
    if (raised !== null) return raised;
    const earlier = await findPress(services.database, key.tenant, key.idempotencyKey);
    if (earlier !== null) {
      const isSame = earlier.personId === viewer.personId && earlier.isDrill === isDrill;
      if (!isSame) throw new IdempotencyMismatchError();
      return retryOf(services, press, earlier.alertId);
    }
    const open = await findOpenAlert(services.database, viewer.personId, isDrill);
    return open === null ? null : pressAgain(services, press, open);
  });
  return { record, seenBy: 'PERSON' };
}
