import type { Alert } from '../domain/alert.ts';
import { decide } from '../domain/decide.ts';
import { escalationAfter } from '../domain/escalation.ts';
import type { Act } from '../domain/transitions.ts';
import type { AlertRecord } from '../store/alert-record.ts';
import { sealMessage, type NewMessage } from '../store/messages.ts';
import { sealNote } from '../store/notes.ts';
import { saveAct, type Actor, type PressRecord, type SaveAct } from '../store/save-act.ts';
import { answeringNow } from './answering-now.ts';
import type { Services } from './services.ts';

/** How often an act is decided again when others act on the same alert at the same time. */
const mostAttempts = 20;

export interface ActDetails {
  readonly actor: Actor;
  readonly action: string;
  readonly facts?: object;
  readonly press?: PressRecord | undefined;
  readonly position?: SaveAct['position'];
  readonly occurredAt?: Date | null | undefined;
  readonly callbackPhone?: SaveAct['callbackPhone'];
  /** Free text for the desks; sealed before it is stored. */
  readonly note?: string | null | undefined;
  /** What is said to the other side; its text sealed before it is stored. */
  readonly message?: (Omit<NewMessage, 'sealedText'> & { readonly text: string }) | undefined;
}

/** Decides one act on what was read and saves it; null when somebody was faster. */
export async function saveDecision(
  services: Services,
  record: AlertRecord,
  act: Act,
  details: ActDetails,
): Promise<AlertRecord | null> {
  const { alert: before } = record;
  const decision = decide(before, act);
  const escalation = escalationAfter(
    before.state.status,
    act.name,
    decision.alert,
    answeringNow(services, decision.alert),
  );
  const { note, message, ...rest } = details;
  const sealedNote = await sealNote(services.sealer, decision.alert, note ?? null);
  const saved = await saveAct(services.database.pool, {
    ...rest,
    decision,
    escalation,
    sealedNote,
    message: message && (await sealed(services, decision.alert, message)),
  });
  if (saved === null) return null;
  services.log.announce();
  const alert: Alert = {
    ...decision.alert,
    coarseCell: details.position?.coarseCell ?? before.coarseCell,
  };
  const { position, callbackPhone } = details;
  return {
    alert,
    ...saved,
    sealedPosition: position?.sealed ?? record.sealedPosition,
    sealedCallbackPhone:
      callbackPhone === undefined ? record.sealedCallbackPhone : callbackPhone.sealed,
  };
}

async function sealed(
  { sealer }: Services,
  alert: Alert,
  { text, ...message }: NonNullable<ActDetails['message']>,
): Promise<NewMessage> {
  return { ...message, sealedText: await sealMessage(sealer, alert, text) };
}

/** Tries until the act is saved on what stands there at that moment. */
export async function retryUntilSaved(
  attempt: () => Promise<AlertRecord | null>,
): Promise<AlertRecord> {
  for (let attempts = 0; attempts < mostAttempts; attempts += 1) {
    const saved = await attempt();
    if (saved !== null) return saved;
  }
  throw new Error('Too many acts on one alert at once');
}
