import { permit } from '@alert-button/platform/policy.ts';
import { InputCheck } from '../domain/input.ts';
import { viewOf } from '../domain/view.ts';
import { policy } from '../policy.ts';
import { actOnAlert } from './act-on-alert.ts';
import type { Asking, Services } from './services.ts';
import type { SeenAlert } from './visible-alert.ts';

export interface CancelAlertInput {
  readonly alertId: string;
  readonly reason?: string | null | undefined;
  readonly pin?: string | null | undefined;
}

/**
 * The person asks to cancel. A message to the desks, never a deletion: the alert stays on their
 * screens until an officer confirms. Asking again changes nothing.
 */
export function cancelAlert(
  services: Services,
  asking: Asking,
  input: CancelAlertInput,
): Promise<SeenAlert> {
  const viewer = permit(policy, 'cancelAlert', asking.viewer);
  const check = new InputCheck();
  const note = check.text('reason', input.reason, 500);
  // Nobody can set a PIN yet; it is part of the contract so that clients need not change.
  check.text('pin', input.pin, 32);
  check.done();
  return actOnAlert(
    services,
    { ...asking, viewer },
    {
      alertId: input.alertId,
      action: 'cancelAlert',
      note,
      choose: ({ alert }) =>
        viewOf(alert, 'PERSON').status === 'CANCEL_REQUESTED' ? 'DONE' : { name: 'REQUEST_CANCEL' },
    },
  );
}
