import { permit } from '@alert-button/platform/policy.ts';
import { policy } from '../policy.ts';
import type { AlertIdInput } from './acknowledge-alert.ts';
import { actOnAlert } from './act-on-alert.ts';
import type { Asking, Services } from './services.ts';
import type { SeenAlert } from './visible-alert.ts';

/** A colleague takes over an alert that somebody assists, at a shift's end; it awaits their help. */
export function handOverAlert(
  services: Services,
  asking: Asking,
  { alertId }: AlertIdInput,
): Promise<SeenAlert> {
  const viewer = permit(policy, 'handOverAlert', asking.viewer);
  const { officerId } = viewer;
  return actOnAlert(
    services,
    { ...asking, viewer },
    {
      alertId,
      action: 'handOverAlert',
      choose: () => ({ name: 'HAND_OVER', officerId }),
    },
  );
}
