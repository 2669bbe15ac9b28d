import { AlertStateError } from '../domain/errors.ts';
import type { Act } from '../domain/transitions.ts';
import { viewOf } from '../domain/view.ts';
import type { AlertRecord } from '../store/alert-record.ts';
import { retryUntilSaved, saveDecision, type ActDetails } from './save-decision.ts';
import type { Asking, Services } from './services.ts';
import { actorOf, requireAlert, seenByOf, type Insider, type SeenAlert } from './visible-alert.ts';

export interface ActOnAlert extends Omit<ActDetails, 'actor' | 'press'> {
  readonly alertId: string;
  /** How the alert is found by who may act on it. Default: `requireAlert`. */
  readonly find?: () => Promise<AlertRecord>;
  /** The act on what stands there, or `DONE` when what is asked for is already so. */
  readonly choose: (record: AlertRecord) => Act | 'DONE';
}

/**
 * The common course of every act on an existing alert: see it, choose, decide, save.
 *
 * @throws NotFoundError, AlertStateError
 */
export async function actOnAlert(
  services: Services,
  asking: Asking & { readonly viewer: Insider },
  { alertId, find, choose, ...details }: ActOnAlert,
): Promise<SeenAlert> {
  const { viewer, requestId } = asking;
  const record = await retryUntilSaved(async () => {
    const found = await (find?.() ?? requireAlert(services, viewer, alertId));
    // Refused by what the person was shown, which is not always what the desks know.
    const { isOpen, status } = viewOf(found.alert, seenByOf(viewer));
    if (!isOpen) throw new AlertStateError(status);
    const act = choose(found);
    if (act === 'DONE') return found;
    return saveDecision(services, found, act, { ...details, actor: actorOf(viewer, requestId) });
  });
  return { record, seenBy: seenByOf(viewer) };
}
