import { permit, requireOperator } from '@alert-button/platform/policy.ts';
import { InputCheck } from '../domain/input.ts';
import { viewOf } from '../domain/view.ts';
import { policy } from '../policy.ts';
import { actOnAlert } from './act-on-alert.ts';
import type { Asking, Services } from './services.ts';
import { requireAlertOfCaller, type SeenAlert } from './visible-alert.ts';

export interface CancelAlertForCallerInput {
  readonly alertId: string;
  readonly note: string;
}

/**
 * A caller says that help is no longer needed. Like a cancel on the phone it is a message to the
 * desks, and freezes what the phone shows: whoever stands beside the caller may be looking at it.
 * It asks for no PIN, so it is told apart from the person's own cancel, and an officer confirms it or
 * does not. Where the phone shows a cancel already, doubted or under duress, it changes nothing.
 *
 * @throws InvalidInputError, AlertStateError; NotFoundError for who is no operator, and for an alert
 *   that is neither their desk's nor waiting.
 */
export async function cancelAlertForCaller(
  services: Services,
  asking: Asking,
  input: CancelAlertForCallerInput,
): Promise<SeenAlert> {
  const viewer = requireOperator(permit(policy, 'cancelAlertForCaller', asking.viewer));
  const check = new InputCheck();
  const note = check.text('note', input.note, 2000);
  if (input.note.trim() === '') check.refuse('note', 'must say what the caller said');
  check.done();
  const { alertId } = input;
  const { deskId } = await requireAlertOfCaller(services, viewer, alertId);
  return actOnAlert(
    services,
    { ...asking, viewer },
    {
      alertId,
      find: async () => (await requireAlertOfCaller(services, viewer, alertId)).record,
      action: 'cancelAlertForCaller',
      facts: { channel: 'CALL_CENTRE' },
      note,
      choose({ alert }) {
        const isShown = viewOf(alert, 'PERSON').status === 'CANCEL_REQUESTED';
        return { name: isShown ? 'REPEAT_CANCEL' : 'REQUEST_CANCEL', by: 'OPERATOR', deskId };
      },
    },
  );
}
