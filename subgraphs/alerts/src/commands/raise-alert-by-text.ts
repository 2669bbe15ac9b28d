import { permit } from '@alert-button/platform/policy.ts';
import { InputCheck } from '../domain/input.ts';
import { policy } from '../policy.ts';
import { storePress } from './raise-alert.ts';
import type { Asking, Services } from './services.ts';
import { tenantOf } from './tenant.ts';

export interface RaiseAlertByTextInput {
  readonly idempotencyKey: string;
  readonly personId: string;
  readonly countyFips?: string | null | undefined;
  /** Code of a consulate; where to go by when no county is known. */
  readonly consulateCode?: string | null | undefined;
  readonly text: string;
  readonly isRemark: boolean;
}

export interface TextedAlert {
  readonly alertId: string;
}

const longestText = 2000;

/**
 * Somebody asks for help by a text message, or says something more about the alert that is open.
 * Asks nobody but alerts. A message that the provider hands in again is the same press. What was
 * written goes to the desks as a note.
 *
 * @throws InvalidInputError; IdempotencyMismatchError when the message came in under another
 *   person; NotFoundError for a remark where no alert is open, and for whoever is not the service.
 */
export async function raiseAlertByText(
  services: Services,
  { viewer, requestId }: Asking,
  input: RaiseAlertByTextInput,
): Promise<TextedAlert> {
  const service = permit(policy, 'raiseAlertByText', viewer);
  const check = new InputCheck();
  const idempotencyKey = check.uuid('idempotencyKey', input.idempotencyKey);
  const personId = check.uuid('personId', input.personId);
  const countyFips = input.countyFips ?? null;
  if (countyFips !== null && !services.counties.centroids().has(countyFips)) {
    check.refuse('countyFips', 'is not a county');
  }
  const consulateCode = check.text('consulateCode', input.consulateCode, 64);
  const note = check.text('text', input.text, longestText);
  check.done();
  const { record } = await storePress(services, {
    viewer: service,
    environment: 'LIVE',
    action: 'raiseAlertByText',
    requestId,
    personId,
    homeConsulate: consulateCode,
    record: { tenant: tenantOf(service), idempotencyKey, signature: null },
    position: null,
    ...(countyFips === null ? {} : { countyFips }),
    occurredAt: null,
    channel: 'SMS',
    isDrill: false,
    note,
    presser: input.isRemark ? 'REMARK' : 'TEXT',
    onlyJoins: input.isRemark,
  });
  return { alertId: record.alert.id };
}
