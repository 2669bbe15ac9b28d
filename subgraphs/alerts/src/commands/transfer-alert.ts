import { permit } from '@alert-button/platform/policy.ts';
import { InputCheck } from '../domain/input.ts';
import { policy } from '../policy.ts';
import { actOnAlert } from './act-on-alert.ts';
import type { Asking, Services } from './services.ts';
import type { SeenAlert } from './visible-alert.ts';

export interface TransferAlertInput {
  readonly alertId: string;
  readonly deskId: string;
  readonly reason?: string | null | undefined;
}

/**
 * Another desk becomes responsible, unless it is out of service; the one that was sees no more of
 * it.
 */
export function transferAlert(
  services: Services,
  asking: Asking,
  input: TransferAlertInput,
): Promise<SeenAlert> {
  const viewer = permit(policy, 'transferAlert', asking.viewer);
  const deskId = input.deskId.toLowerCase();
  const check = new InputCheck();
  const desk = services.directory.current().deskById.get(deskId);
  if (desk === undefined) check.refuse('deskId', 'is not a desk');
  else if (!desk.isInService) check.refuse('deskId', 'is out of service');
  const note = check.text('reason', input.reason, 500);
  check.done();
  return actOnAlert(
    services,
    { ...asking, viewer },
    {
      alertId: input.alertId,
      action: 'transferAlert',
      facts: { deskId },
      note,
      choose: ({ alert }) => {
        if (alert.deskId === deskId) check.refuse('deskId', 'has the alert already');
        check.done();
        return { name: 'TRANSFER', deskId };
      },
    },
  );
}
