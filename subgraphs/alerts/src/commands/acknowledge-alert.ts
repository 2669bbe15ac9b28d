import { permit } from '@alert-button/platform/policy.ts';
import { policy } from '../policy.ts';
import { actOnAlert } from './act-on-alert.ts';
import type { Asking, Services } from './services.ts';
import type { SeenAlert } from './visible-alert.ts';

export interface AlertIdInput {
  readonly alertId: string;
}

/** An officer takes the alert. The first one does; the same officer again changes nothing. */
export function acknowledgeAlert(
  services: Services,
  asking: Asking,
  { alertId }: AlertIdInput,
): Promise<SeenAlert> {
  const viewer = permit(policy, 'acknowledgeAlert', asking.viewer);
  const { officerId } = viewer;
  return actOnAlert(
    services,
    { ...asking, viewer },
    {
      alertId,
      action: 'acknowledgeAlert',
      choose: ({ alert: { state } }) =>
        state.status === 'ACKNOWLEDGED' && state.officerId === officerId
          ? 'DONE'
          : { name: 'ACKNOWLEDGE', officerId },
    },
  );
}
