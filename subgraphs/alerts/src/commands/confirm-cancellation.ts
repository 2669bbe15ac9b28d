import { permit } from '@alert-button/platform/policy.ts';
import { policy } from '../policy.ts';
import type { AlertIdInput } from './acknowledge-alert.ts';
import { actOnAlert } from './act-on-alert.ts';
import type { Asking, Services } from './services.ts';
import type { SeenAlert } from './visible-alert.ts';

/** An officer is satisfied that the person is safe: the alert ends as cancelled. */
export function confirmCancellation(
  services: Services,
  asking: Asking,
  { alertId }: AlertIdInput,
): Promise<SeenAlert> {
  const viewer = permit(policy, 'confirmCancellation', asking.viewer);
  return actOnAlert(
    services,
    { ...asking, viewer },
    {
      alertId,
      action: 'confirmCancellation',
      choose: () => ({ name: 'CONFIRM_CANCEL' }),
    },
  );
}
