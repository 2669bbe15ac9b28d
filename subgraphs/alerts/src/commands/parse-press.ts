import { permit } from '@alert-button/platform/policy.ts';
import type { Officer, Organisation, Person, TextService } from '@alert-button/platform/viewer.ts';
import type { AlertChannel, Position } from '../domain/alert.ts';
import { InputCheck, type PositionInput } from '../domain/input.ts';
import type { Presser } from '../domain/transitions.ts';
import { policy } from '../policy.ts';
import type { PressRecord } from '../store/save-act.ts';
import { verifyPressSignature } from './press-signature.ts';
import type { Asking } from './services.ts';
import { tenantOf } from './tenant.ts';
import { requireScope } from './visible-alert.ts';

export interface RaiseAlertInput {
  readonly idempotencyKey: string;
  /** Given by organisations, and by nobody else. */
  readonly personId?: string | null | undefined;
  readonly position?: PositionInput | null | undefined;
  readonly occurredAt?: Date | null | undefined;
  /** What a device says; for an organisation, the service says it. */
  readonly channel: AlertChannel;
  readonly drill: boolean;
  readonly signature?: string | null | undefined;
}

/** A press of the button, by a person's device or by somebody for them. */
export interface Press {
  readonly viewer: Person | Organisation | Officer | TextService;
  readonly environment: 'LIVE' | 'TEST';
  /** For the audit trail. */
  readonly action: string;
  readonly requestId: string;
  readonly personId: string;
  /** Code of the consulate the person chose; an organisation does not know it. */
  readonly homeConsulate: string | null;
  readonly record: PressRecord;
  readonly position: Position | null;
  /** Where only the county is known; a position says more. */
  readonly countyFips?: string;
  readonly occurredAt: Date | null;
  readonly channel: AlertChannel;
  /** For the desks. */
  readonly note?: string | null;
  /** The desk of an operator, who has to see what they raise. */
  readonly raisingDeskId?: string;
  /** By whom, where the kind of viewer does not say it. */
  readonly presser?: Presser;
  /** It says something of an alert that is open, and raises none. */
  readonly onlyJoins?: boolean;
  readonly isDrill: boolean;
}

type Source = Pick<Press, 'personId' | 'homeConsulate' | 'channel'>;

/** The channels through which a device itself presses. */
const deviceChannels: readonly AlertChannel[] = ['APP', 'WEB'];

function sourceOf(
  viewer: Person | Organisation,
  input: RaiseAlertInput,
  check: InputCheck,
): Source {
  const { channel, personId = null, signature = null } = input;
  if (viewer.kind === 'PERSON') {
    if (personId !== null) check.refuse('personId', 'must be left out: a device is its person’s');
    if (!deviceChannels.includes(channel)) check.refuse('channel', 'is not one of a device');
    return { personId: viewer.personId, homeConsulate: viewer.homeConsulate, channel };
  }
  if (signature !== null) check.refuse('signature', 'must be left out: only a device can sign');
  return {
    personId: check.uuid('personId', personId ?? ''),
    homeConsulate: null,
    channel: 'ORGANISATION',
  };
}

/** @throws InvalidInputError naming the fields; NotFoundError for who may not press at all. */
export async function parsePress(input: RaiseAlertInput, asking: Asking): Promise<Press> {
  const viewer = permit(policy, 'raiseAlert', asking.viewer);
  requireScope(viewer, 'alerts:raise');
  const check = new InputCheck();
  const idempotencyKey = check.uuid('idempotencyKey', input.idempotencyKey);
  const position = input.position ? check.position(input.position) : null;
  const occurredAt = check.occurredAt(input.occurredAt, new Date());
  const source = sourceOf(viewer, input, check);
  const signature = check.text('signature', input.signature, 2000);
  check.done();
  if (signature !== null && viewer.kind === 'PERSON') {
    await verifyPressSignature(signature, viewer.deviceKey, idempotencyKey);
  }
  return {
    ...source,
    viewer,
    environment: viewer.environment,
    action: 'raiseAlert',
    requestId: asking.requestId,
    record: { tenant: tenantOf(viewer), idempotencyKey, signature },
    position,
    occurredAt,
    isDrill: input.drill,
  };
}
