import { coarseCell } from '@alert-button/platform/geography/cell.ts';
import { permit, requireOperator } from '@alert-button/platform/policy.ts';
import { InputCheck, type PositionInput } from '../domain/input.ts';
import type { Act } from '../domain/transitions.ts';
import { policy } from '../policy.ts';
import { sealPosition } from '../store/sealed-position.ts';
import { actOnAlert } from './act-on-alert.ts';
import { checkCounty } from './check-county.ts';
import type { Asking, Services } from './services.ts';
import { requireAlertOfCaller, type SeenAlert } from './visible-alert.ts';

export interface UpdateAlertForCallerInput {
  readonly alertId: string;
  readonly position?: PositionInput | null | undefined;
  readonly countyFips?: string | null | undefined;
  readonly note?: string | null | undefined;
}

/**
 * A caller calls again: they are somewhere else, or have more to say. Like the position of a device it
 * leaves the alert on its desk, where officers move it if they must. The operator's desk sees it
 * from then on.
 *
 * @throws InvalidInputError, AlertStateError; NotFoundError for who is no operator, and for an alert
 *   that is neither their desk's nor waiting.
 */
export async function updateAlertForCaller(
  services: Services,
  asking: Asking,
  input: UpdateAlertForCallerInput,
): Promise<SeenAlert> {
  const viewer = requireOperator(permit(policy, 'updateAlertForCaller', asking.viewer));
  const check = new InputCheck();
  const position = input.position ? check.position(input.position) : null;
  const countyFips = checkCounty(services, check, input.countyFips);
  const note = check.text('note', input.note?.trim() === '' ? null : input.note, 2000);
  if (position === null && countyFips === null && note === null) {
    check.refuse('note', 'or a place has to be given');
  }
  check.done();
  const { record, deskId } = await requireAlertOfCaller(services, viewer, input.alertId);
  const { id: alertId } = record.alert;
  const by = { by: 'OPERATOR', deskId } as const;
  const sealed =
    position === null ? null : await sealPosition(services.sealer, alertId, position, new Date());
  const choose = (): Act => {
    if (position !== null) return { name: 'UPDATE_POSITION', ...by };
    return countyFips === null
      ? { name: 'NOTE', ...by }
      : { name: 'UPDATE_POSITION', ...by, countyFips };
  };
  return actOnAlert(
    services,
    { ...asking, viewer },
    {
      alertId,
      find: async () => (await requireAlertOfCaller(services, viewer, alertId)).record,
      action: 'updateAlertForCaller',
      facts: { channel: 'CALL_CENTRE' },
      note,
      choose,
      position:
        position === null || sealed === null
          ? undefined
          : { sealed, coarseCell: coarseCell(position) },
    },
  );
}
