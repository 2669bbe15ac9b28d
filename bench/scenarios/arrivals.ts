import { latencyOf, type Latency } from '../measure/latency.ts';
import { answeredBySecond, pace, timesOf, type Pace } from '../measure/pace.ts';
import { repeatedly } from '../measure/repeatedly.ts';
import { until } from '../measure/until.ts';
import { openAlertsDatabase } from '../system/alerts-database.ts';
import type { BenchSystem } from '../system/bench-system.ts';
import { createDeskScreen } from '../system/desk-screen.ts';
import { deskIdOf, officerTokensOf } from '../system/officers.ts';
import { openPhones } from '../system/phones.ts';
import { openPressSupply } from '../system/press-supply.ts';
import { pressDesk } from '../system/presses.ts';
import type { Say } from '../say.ts';

/** Presses that arrive by the clock; every time runs from the moment the press was due. */
export interface ArrivalsResult extends Pace {
  readonly offered: number;
  readonly acknowledged: number;
  /** Attempts that were answered with anything else, and made again. */
  readonly refused: number;
  readonly received: Latency;
  readonly onDesk: Latency;
  /** Of the acknowledged: found in the database at the end. */
  readonly stored: number;
  /** Of the acknowledged: on the desk's screen exactly once, and more than once. */
  readonly shownOnce: number;
  readonly shownAgain: number;
  /** Acknowledgements in each second from the first arrival. */
  readonly acknowledgedBySecond: readonly number[];
  /** From the first arrival until the last was acknowledged, and until it was on the screen. */
  readonly acknowledgedAfterSeconds: number;
  readonly shownAfterSeconds: number;
  /** Nobody answers these alerts: so many steps of escalation were taken meanwhile. */
  readonly steps: number;
}

const lines = 512;
const showSeconds = 120;

/** One desk's screen open, nobody answering, and presses of different persons by the clock. */
export async function measureArrivals(
  system: BenchSystem,
  load: Pace,
  say: Say,
): Promise<ArrivalsResult> {
  await using closing = new AsyncDisposableStack();
  const database = closing.use(await openAlertsDatabase(system));
  const shown = new Map<string, { at: number; times: number }>();
  const [token = ''] = await officerTokensOf(system, pressDesk, 1);
  const screen = createDeskScreen({
    url: system.websocketUrl,
    token,
    deskId: await deskIdOf(system, pressDesk),
    onEvent(alertId, now, kind) {
      if (kind !== 'RAISED') return;
      const { at, times } = shown.get(alertId) ?? { at: now, times: 0 };
      shown.set(alertId, { at, times: times + 1 });
    },
  });
  await screen.connect();
  closing.defer(() => screen.cut());
  const phones = closing.use(openPhones(system, lines));
  say('preparing presses');
  const supply = closing.use(await openPressSupply(system.secrets, load));

  const scheduledAt = new Map<string, number>();
  const begin = performance.now();
  closing.use(
    repeatedly(10_000, () => {
      const seconds = (performance.now() - begin) / 1000;
      say(
        `${seconds.toFixed(0)} s of ${load.seconds}: ${scheduledAt.size} acknowledged, ${shown.size} shown`,
      );
    }),
  );
  const paced = await pace(load, async (index, scheduled) => {
    scheduledAt.set(await phones.press(await supply.take(index)), scheduled);
  });
  const ids = [...scheduledAt.keys()];
  await until(() => ids.every((id) => shown.has(id)), showSeconds * 1000);
  const showings = ids.flatMap((id) => shown.get(id) ?? []);
  const secondsTo = (moments: readonly number[]) =>
    (moments.reduce((last, moment) => Math.max(last, moment), paced.begin) - paced.begin) / 1000;
  return {
    ...load,
    offered: paced.offered,
    acknowledged: ids.length,
    refused: phones.refused,
    received: latencyOf(timesOf(paced.arrivals)),
    onDesk: latencyOf(
      [...scheduledAt].flatMap(([id, scheduled]) => {
        const showing = shown.get(id);
        return showing === undefined ? [] : [showing.at - scheduled];
      }),
    ),
    stored: await database.countStored(ids),
    shownOnce: showings.filter(({ times }) => times === 1).length,
    shownAgain: showings.filter(({ times }) => times > 1).length,
    acknowledgedBySecond: answeredBySecond(paced),
    acknowledgedAfterSeconds: secondsTo(paced.arrivals.map(({ answered }) => answered)),
    shownAfterSeconds: secondsTo(showings.map(({ at }) => at)),
    steps: await database.countSteps(),
  };
}
