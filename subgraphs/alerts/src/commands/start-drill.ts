import { NotFoundError } from '@alert-button/platform/errors.ts';
import { nameBasedId } from '@alert-button/platform/name-based-id.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { InputCheck, type PositionInput } from '../domain/input.ts';
import { policy } from '../policy.ts';
import { checkCounty } from './check-county.ts';
import { storePress } from './raise-alert.ts';
import type { Asking, Services } from './services.ts';
import { deskOf, type SeenAlert } from './visible-alert.ts';

export interface StartDrillInput {
  readonly idempotencyKey: string;
  readonly position?: PositionInput | null | undefined;
  readonly countyFips?: string | null | undefined;
  readonly note?: string | null | undefined;
}

/** Of the persons who are nobody: one for each desk, and so one open drill of its own. */
const drillNamespace = '0a3f8a0e-8f0c-4c9b-9a68-5d3c0f0f7a51';

/**
 * A desk rehearses: an alert of nobody takes the way of a press, from its routing to its end, and
 * reaches nobody away from a screen. Without a place it goes to the office of the officer's desk. Their
 * desk sees it beside the one it is routed to. While one is open, another is the same, pressed again.
 *
 * @throws InvalidInputError, IdempotencyMismatchError; NotFoundError for an officer of no desk.
 */
export async function startDrill(
  services: Services,
  { viewer, requestId }: Asking,
  input: StartDrillInput,
): Promise<SeenAlert> {
  const officer = permit(policy, 'startDrill', viewer);
  const raisingDeskId = deskOf(services, officer);
  if (raisingDeskId === undefined) throw new NotFoundError('That');
  const check = new InputCheck();
  const idempotencyKey = check.uuid('idempotencyKey', input.idempotencyKey);
  const position = input.position ? check.position(input.position) : null;
  const countyFips = checkCounty(services, check, input.countyFips);
  const note = check.text('note', input.note, 2000);
  check.done();
  return storePress(services, {
    viewer: officer,
    environment: 'LIVE',
    action: 'startDrill',
    requestId,
    personId: nameBasedId(drillNamespace, raisingDeskId),
    homeConsulate: officer.desk,
    record: { tenant: `drill:${raisingDeskId}`, idempotencyKey, signature: null },
    position,
    ...(countyFips === null ? {} : { countyFips }),
    occurredAt: null,
    channel: 'APP',
    isDrill: true,
    note,
    raisingDeskId,
  });
}
