import { permit } from '@alert-button/platform/policy.ts';
import { AlertStateError, IdempotencyMismatchError } from '../domain/errors.ts';
import { InputCheck } from '../domain/input.ts';
import { checkLimit, readMessage } from '../domain/message.ts';
import { viewOf } from '../domain/view.ts';
import { policy } from '../policy.ts';
import { findMessage, readSent, type Message } from '../store/messages.ts';
import { retryUntilSaved, saveDecision } from './save-decision.ts';
import type { Asking, Services } from './services.ts';
import { actorOf, deskOf, requireAlert, seenByOf } from './visible-alert.ts';

export interface SendAlertMessageInput {
  readonly alertId: string;
  readonly idempotencyKey: string;
  readonly text: string;
}

/**
 * The person writes to the desks that have their alert, or an officer of one of them to the person:
 * an act like any other, so feeds bring it and versions count it. One key is one message, however
 * often it is sent; what was sent before counts as sent, whatever has happened since. What one side
 * may write is counted right before it is saved on the version that was read, so many at once are
 * counted too.
 *
 * @throws InvalidInputError, NotFoundError, AlertStateError, IdempotencyMismatchError,
 *   MessageLimitError; for an officer PhoneShowsCancelError.
 */
export async function sendAlertMessage(
  services: Services,
  asking: Asking,
  input: SendAlertMessageInput,
): Promise<Message> {
  const viewer = permit(policy, 'sendAlertMessage', asking.viewer);
  const check = new InputCheck();
  const idempotencyKey = check.uuid('idempotencyKey', input.idempotencyKey);
  const text = readMessage(check, 'text', input.text);
  check.done();
  const { database, sealer } = services;
  const isPerson = viewer.kind === 'PERSON';
  const author = isPerson ? 'PERSON' : 'DESK';
  const deskId = isPerson ? null : (deskOf(services, viewer) ?? null);
  const { alert } = await retryUntilSaved(async () => {
    const found = await requireAlert(services, viewer, input.alertId);
    const { isSent, ...before } = await readSent(database, found.alert.id, author, idempotencyKey);
    if (isSent) return found;
    const { isOpen, status } = viewOf(found.alert, seenByOf(viewer));
    if (!isOpen) throw new AlertStateError(status);
    checkLimit(before);
    return saveDecision(
      services,
      found,
      { name: isPerson ? 'WRITE_TO_DESK' : 'WRITE_TO_PERSON' },
      {
        actor: actorOf(viewer, asking.requestId),
        action: 'sendAlertMessage',
        message: { author, deskId, idempotencyKey, text },
      },
    );
  });
  const message = await findMessage(database, sealer, alert.id, author, idempotencyKey);
  if (message?.text !== text) throw new IdempotencyMismatchError();
  return message;
}
