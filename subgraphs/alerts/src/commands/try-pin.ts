import { InvalidInputError } from '@alert-button/platform/errors.ts';
import type { PinMeaning } from '../domain/cancel-pin.ts';
import {
  forgetTries,
  hasPins,
  meaningOf,
  openPins,
  takeTry,
  type CancelPins,
} from '../store/cancel-pins.ts';
import type { Actor } from '../store/save-act.ts';
import type { Services } from './services.ts';

export interface PinToTry {
  readonly personId: string;
  readonly typed: string | null;
  /** The field it was typed into. */
  readonly path: string;
  readonly actor: Actor;
  readonly action: string;
}

/** A PIN that was right in one sense or the other, and what it was compared with. */
export interface KnownPin {
  readonly meaning: PinMeaning;
  readonly pins: CancelPins;
  readonly sealed: Uint8Array;
}

const refused = (path: string, message: string) => new InvalidInputError([{ path, message }]);

/**
 * What the typed PIN means; null when the person has set none. Whatever it means, the same is done
 * and costs the same: one try is taken, one hash made and compared with every one there is, and the
 * tries are forgotten.
 *
 * @throws InvalidInputError naming the field when it is missing, wrong, or it is too early to try.
 */
export async function tryPin(
  { database, sealer, hashPin }: Services,
  { personId, typed, path, actor, action }: PinToTry,
): Promise<KnownPin | null> {
  if (typed === null) {
    if (await hasPins(database, personId)) throw refused(path, 'is needed');
    return null;
  }
  const sealed = await takeTry(database, personId, actor, action);
  if (sealed === 'NONE') return null;
  if (sealed === 'TOO_EARLY') {
    // Whatever was typed: an alert that nobody could cancel is one that is answered.
    throw refused(path, 'was wrong too often; it can be tried again later');
  }
  const pins = await openPins(sealer, personId, sealed);
  const meaning = meaningOf(pins, await hashPin(typed, personId, pins.salt));
  if (meaning === null) throw refused(path, 'is not right');
  await forgetTries(database, personId);
  return { meaning, pins, sealed };
}
