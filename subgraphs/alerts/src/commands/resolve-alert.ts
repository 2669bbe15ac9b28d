import { permit } from '@alert-button/platform/policy.ts';
import type { AlertOutcome } from '../domain/alert.ts';
import { InputCheck } from '../domain/input.ts';
import { policy } from '../policy.ts';
import { actOnAlert } from './act-on-alert.ts';
import type { Asking, Services } from './services.ts';
import type { SeenAlert } from './visible-alert.ts';

export interface ResolveAlertInput {
  readonly alertId: string;
  readonly outcome: AlertOutcome;
  readonly note?: string | null | undefined;
}

/** The alert ends with what became of it. */
export function resolveAlert(
  services: Services,
  asking: Asking,
  input: ResolveAlertInput,
): Promise<SeenAlert> {
  const viewer = permit(policy, 'resolveAlert', asking.viewer);
  const { alertId, outcome } = input;
  const check = new InputCheck();
  const note = check.text('note', input.note, 2000);
  check.done();
  return actOnAlert(
    services,
    { ...asking, viewer },
    {
      alertId,
      action: 'resolveAlert',
      facts: { outcome },
      note,
      choose: () => ({ name: 'RESOLVE', outcome }),
    },
  );
}
