import { InvalidInputError } from '@alert-button/platform/errors.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { checkPins, type PinsInput } from '../domain/cancel-pin.ts';
import { InputCheck } from '../domain/input.ts';
import { policy } from '../policy.ts';
import { emptySlot, hasPins, newSalt, savePins, type CancelPins } from '../store/cancel-pins.ts';
import type { Asking, Services } from './services.ts';
import { tryPin, type KnownPin } from './try-pin.ts';
import { actorOf } from './visible-alert.ts';

export interface SetCancelPinsInput extends PinsInput {
  /** Needed once there is one. */
  readonly currentPin?: string | null | undefined;
}

/**
 * The PINs after a change. Whoever is made to change them gives the one for duress, and sees it
 * work: but what is set then means duress, all of it, and the person's own PIN stays theirs.
 */
async function pinsAfter(
  { hashPin }: Services,
  personId: string,
  { pin, duressPin = null }: PinsInput,
  current: KnownPin | null,
): Promise<CancelPins> {
  const isForced = current?.meaning === 'DURESS';
  const salt = isForced ? current.pins.salt : newSalt();
  const hash = (typed: string) => hashPin(typed, personId, salt);
  const own = current?.pins.slots.find(({ meaning }) => meaning === 'WISH');
  return {
    salt,
    slots: [
      { hash: await hash(pin), meaning: isForced ? 'DURESS' : 'WISH' },
      duressPin === null ? emptySlot('DURESS') : { hash: await hash(duressPin), meaning: 'DURESS' },
      isForced && own !== undefined ? own : emptySlot('DURESS'),
    ],
  };
}

/**
 * The person chooses the PIN that a cancel needs from then on, and one that says they are made to
 * cancel. Nothing tells afterwards whether there is the second.
 *
 * @throws InvalidInputError naming the field, among them `currentPin` when it is missing or wrong.
 */
export async function setCancelPins(
  services: Services,
  asking: Asking,
  { pin, duressPin, currentPin }: SetCancelPinsInput,
): Promise<{ readonly id: string; readonly grant: null }> {
  const viewer = permit(policy, 'setCancelPins', asking.viewer);
  const { personId } = viewer;
  const actor = actorOf(viewer, asking.requestId);
  const check = new InputCheck();
  checkPins(check, { pin, duressPin });
  const typed = check.text('currentPin', currentPin, 32);
  check.done();
  const action = 'setCancelPins';
  const current = await tryPin(services, { personId, typed, path: 'currentPin', actor, action });
  const pins = await pinsAfter(services, personId, { pin, duressPin }, current);
  const replaces = current?.sealed ?? null;
  if (!(await savePins(services.database, services.sealer, { personId, pins, replaces, actor }))) {
    // Another device of the person was faster: what is current now was not given.
    throw new InvalidInputError([{ path: 'currentPin', message: 'is not right' }]);
  }
  return { id: personId, grant: null };
}

/** Whether a cancel needs a PIN, for the person alone; null for everybody else. */
export async function readHasCancelPin(
  { database }: Services,
  { viewer }: Asking,
  personId: string,
): Promise<boolean | null> {
  if (viewer.kind !== 'PERSON' || viewer.personId !== personId) return null;
  return hasPins(database, personId);
}
