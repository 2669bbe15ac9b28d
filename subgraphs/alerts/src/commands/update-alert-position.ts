import { permit } from '@alert-button/platform/policy.ts';
import { coarseCell } from '@alert-button/platform/geography/cell.ts';
import { InputCheck, type PositionInput } from '../domain/input.ts';
import { policy } from '../policy.ts';
import { sealPosition } from '../store/sealed-position.ts';
import { actOnAlert } from './act-on-alert.ts';
import type { Asking, Services } from './services.ts';
import { keyFacts, requireAlert, type SeenAlert } from './visible-alert.ts';

export interface UpdateAlertPositionInput {
  readonly alertId: string;
  readonly position: PositionInput;
  readonly occurredAt?: Date | null | undefined;
}

/**
 * The person moved, as their device says or the organisation that raised the alert. It stays with
 * its desk; officers move it if they must.
 */
export async function updateAlertPosition(
  services: Services,
  asking: Asking,
  input: UpdateAlertPositionInput,
): Promise<SeenAlert> {
  const viewer = permit(policy, 'updateAlertPosition', asking.viewer);
  const check = new InputCheck();
  const position = check.position(input.position);
  const occurredAt = check.occurredAt(input.occurredAt, new Date());
  check.done();
  const { alert } = await requireAlert(services, viewer, input.alertId);
  return actOnAlert(
    services,
    { ...asking, viewer },
    {
      alertId: alert.id,
      action: 'updateAlertPosition',
      facts: keyFacts(viewer),
      choose: () => ({
        name: 'UPDATE_POSITION',
        by: viewer.kind === 'PERSON' ? 'DEVICE' : 'ORGANISATION',
      }),
      position: {
        sealed: await sealPosition(services.sealer, alert.id, position, new Date()),
        coarseCell: coarseCell(position),
      },
      occurredAt,
    },
  );
}
