import { permit } from '@alert-button/platform/policy.ts';
import type { Alert } from '../domain/alert.ts';
import type { PinMeaning } from '../domain/cancel-pin.ts';
import { InputCheck } from '../domain/input.ts';
import type { Act } from '../domain/transitions.ts';
import { viewOf } from '../domain/view.ts';
import { policy } from '../policy.ts';
import { actOnAlert } from './act-on-alert.ts';
import type { Asking, Services } from './services.ts';
import { tryPin } from './try-pin.ts';
import { actorOf, requireAlert, type SeenAlert } from './visible-alert.ts';

export interface CancelAlertInput {
  readonly alertId: string;
  readonly reason?: string | null | undefined;
  readonly pin?: string | null | undefined;
}

/**
 * What a cancel does to the alert. With a PIN every one of them is an act, so that on the phone a
 * repetition with the one PIN is like a repetition with the other.
 */
function cancelOf(alert: Alert, meaning: PinMeaning | null): Act | 'DONE' {
  const isShown = viewOf(alert, 'PERSON').status === 'CANCEL_REQUESTED';
  if (meaning === null) return isShown ? 'DONE' : { name: 'REQUEST_CANCEL' };
  if (meaning === 'WISH') return { name: isShown ? 'REPEAT_CANCEL' : 'REQUEST_CANCEL' };
  return { name: isShown && alert.isDuress ? 'REPEAT_CANCEL' : 'CANCEL_UNDER_DURESS' };
}

/**
 * The person asks to cancel. A message to the desks, never a deletion: the alert stays on their
 * screens until an officer confirms. Asking again changes nothing. With the PIN for duress it is the
 * same in all that the phone can show, and the opposite to the desks.
 *
 * @throws NotFoundError, AlertStateError; InvalidInputError naming `pin` when it is missing, wrong,
 *   or was wrong too often.
 */
export async function cancelAlert(
  services: Services,
  asking: Asking,
  input: CancelAlertInput,
): Promise<SeenAlert> {
  const viewer = permit(policy, 'cancelAlert', asking.viewer);
  const check = new InputCheck();
  const note = check.text('reason', input.reason, 500);
  const typed = check.text('pin', input.pin, 32);
  check.done();
  const { alert } = await requireAlert(services, viewer, input.alertId);
  const known = await tryPin(services, {
    personId: viewer.personId,
    typed,
    path: 'pin',
    actor: actorOf(viewer, asking.requestId),
    action: 'cancelAlert',
  });
  const meaning = known?.meaning ?? null;
  return actOnAlert(
    services,
    { ...asking, viewer },
    {
      alertId: alert.id,
      action: 'cancelAlert',
      facts: { isDuress: meaning === 'DURESS' },
      note,
      choose: (record) => cancelOf(record.alert, meaning),
    },
  );
}
