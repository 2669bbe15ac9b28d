import { permit } from '@alert-button/platform/policy.ts';
import { policy } from '../policy.ts';
import type { AlertIdInput } from './acknowledge-alert.ts';
import { actOnAlert } from './act-on-alert.ts';
import type { Asking, Services } from './services.ts';
import type { SeenAlert } from './visible-alert.ts';

/** An officer does not trust the request to cancel: the alert needs an answer again, unseen. */
export function doubtCancellation(
  services: Services,
  asking: Asking,
  { alertId }: AlertIdInput,
): Promise<SeenAlert> {
  const viewer = permit(policy, 'doubtCancellation', asking.viewer);
  return actOnAlert(
    services,
    { ...asking, viewer },
    {
      alertId,
      action: 'doubtCancellation',
      choose: () => ({ name: 'DOUBT_CANCEL' }),
    },
  );
}
