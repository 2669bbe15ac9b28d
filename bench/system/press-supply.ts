import type { DevelopmentSecrets } from '@alert-button/dev/secrets.ts';
import type { Pace } from '../measure/pace.ts';
import { createPressMaker, type PreparedPress } from './presses.ts';

/** Tokens are good for two minutes, so presses of ten minutes cannot all be made beforehand. */
const aheadSeconds = 60;
/** So few at once that making them holds up no arrival. */
const atOnce = 10;

export interface PressSupply extends AsyncDisposable {
  /** The press of that place in the schedule. */
  take(index: number): Promise<PreparedPress>;
}

/**
 * Presses for a schedule. Those of its first minute are there when this resolves; the others are
 * made meanwhile, a minute ahead.
 */
export async function openPressSupply(
  secrets: DevelopmentSecrets,
  { perSecond, seconds }: Pace,
): Promise<PressSupply> {
  const prepare = await createPressMaker(secrets);
  const count = Math.round(perSecond * seconds);
  const ready = new Map<number, PreparedPress>();
  const enough = Promise.withResolvers<void>();
  let made = 0;
  let taken = 0;
  let isClosed = false;
  let room = Promise.withResolvers<void>();
  const makeAll = async () => {
    while (made < count && !isClosed) {
      if (made - taken >= perSecond * aheadSeconds) {
        enough.resolve();
        await room.promise;
        room = Promise.withResolvers();
        continue;
      }
      const batch = Math.min(atOnce, count - made);
      const presses = await Promise.all(Array.from({ length: batch }, () => prepare()));
      presses.forEach((press, place) => ready.set(made + place, press));
      made += batch;
    }
    enough.resolve();
  };
  const making = makeAll();
  await enough.promise;
  return {
    async take(index) {
      taken = Math.max(taken, index + 1);
      room.resolve();
      const press = ready.get(index);
      ready.delete(index);
      return press ?? prepare();
    },
    async [Symbol.asyncDispose]() {
      isClosed = true;
      room.resolve();
      await making;
    },
  };
}
