import { permit, requireOperator } from '@alert-button/platform/policy.ts';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import { InputCheck, type PositionInput } from '../domain/input.ts';
import { policy } from '../policy.ts';
import { checkCounty } from './check-county.ts';
import { storePress } from './raise-alert.ts';
import type { Asking, Services } from './services.ts';
import { tenantOf } from './tenant.ts';
import { deskOf, type SeenAlert } from './visible-alert.ts';

export interface RaiseAlertForCallerInput {
  readonly idempotencyKey: string;
  /** Of somebody nobody knows it is new: a UUID that the operator makes. */
  readonly personId: string;
  readonly position?: PositionInput | null | undefined;
  readonly countyFips?: string | null | undefined;
  readonly note: string;
  readonly drill: boolean;
}

/**
 * An operator raises for somebody on the telephone. It asks nobody but alerts, as a press does: who
 * the caller is, people is told afterwards. The operator's desk sees the alert beside the one it is
 * routed to. A caller who has an open alert has pressed again.
 *
 * @throws InvalidInputError, IdempotencyMismatchError; NotFoundError for who is no operator.
 */
export async function raiseAlertForCaller(
  services: Services,
  { viewer, requestId }: Asking,
  input: RaiseAlertForCallerInput,
): Promise<SeenAlert> {
  const operator = requireOperator(permit(policy, 'raiseAlertForCaller', viewer));
  const raisingDeskId = deskOf(services, operator);
  if (raisingDeskId === undefined) throw new NotFoundError('That');
  const check = new InputCheck();
  const idempotencyKey = check.uuid('idempotencyKey', input.idempotencyKey);
  const personId = check.uuid('personId', input.personId);
  const position = input.position ? check.position(input.position) : null;
  const countyFips = checkCounty(services, check, input.countyFips);
  const note = check.text('note', input.note, 2000);
  if (input.note.trim() === '') check.refuse('note', 'must say what the caller said');
  check.done();
  return storePress(services, {
    viewer: operator,
    environment: 'LIVE',
    action: 'raiseAlertForCaller',
    requestId,
    personId,
    homeConsulate: null,
    record: { tenant: tenantOf(operator), idempotencyKey, signature: null },
    position,
    ...(countyFips === null ? {} : { countyFips }),
    occurredAt: null,
    channel: 'CALL_CENTRE',
    isDrill: input.drill,
    note,
    raisingDeskId,
  });
}
