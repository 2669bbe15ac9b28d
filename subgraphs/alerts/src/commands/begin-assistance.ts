import { permit } from '@alert-button/platform/policy.ts';
import { policy } from '../policy.ts';
import type { AlertIdInput } from './acknowledge-alert.ts';
import { actOnAlert } from './act-on-alert.ts';
import type { Asking, Services } from './services.ts';
import type { SeenAlert } from './visible-alert.ts';

/** An officer of the desk begins to help; from then on it is theirs. */
export function beginAssistance(
  services: Services,
  asking: Asking,
  { alertId }: AlertIdInput,
): Promise<SeenAlert> {
  const viewer = permit(policy, 'beginAssistance', asking.viewer);
  const { officerId } = viewer;
  return actOnAlert(
    services,
    { ...asking, viewer },
    {
      alertId,
      action: 'beginAssistance',
      choose: ({ alert: { state } }) =>
        state.status === 'ASSISTING' && state.officerId === officerId
          ? 'DONE'
          : { name: 'BEGIN_ASSISTANCE', officerId },
    },
  );
}
