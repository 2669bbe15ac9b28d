import { latencyOf, type Latency } from '../measure/latency.ts';
import { pace, type Pace } from '../measure/pace.ts';
import { repeatedly } from '../measure/repeatedly.ts';
import { until } from '../measure/until.ts';
import type { Say } from '../say.ts';
import type { BenchSystem } from '../system/bench-system.ts';
import { createDeskScreen, type DeskScreen } from '../system/desk-screen.ts';
import { inBatches } from '../system/in-batches.ts';
import { deskIdOf, officerTokensOf } from '../system/officers.ts';
import { openPhones } from '../system/phones.ts';
import { openPressSupply } from '../system/press-supply.ts';
import { pressDesk } from '../system/presses.ts';

export interface HotDeskLoad extends Pace {
  readonly streams: number;
  /** Several events as one frame, or a frame for each. */
  readonly mayCoalesce: boolean;
}

/** All officers of one desk look on while many press there. */
export interface HotDeskResult extends HotDeskLoad {
  /** Alerts that reached a stream, of those that should have reached each of them. */
  readonly delivered: number;
  readonly expected: number;
  /** Frames with events, for each stream, until the last was delivered. */
  readonly framesPerSecond: number;
  /** From the moment a press was due to its acknowledgement, and to each stream. */
  readonly received: Latency;
  readonly onDesk: Latency;
}

const connectAtOnce = 25;

export async function measureHotDesk(
  system: BenchSystem,
  load: HotDeskLoad,
  say: Say,
): Promise<HotDeskResult> {
  const { streams, perSecond, seconds, mayCoalesce } = load;
  await using closing = new AsyncDisposableStack();
  const arrivals = new Map<string, number[]>();
  let shown = 0;
  let frames = 0;
  const deskId = await deskIdOf(system, pressDesk);
  const tokens = await officerTokensOf(system, pressDesk, streams);
  const screens = tokens.map((token): DeskScreen => {
    const seen = new Set<string>();
    return createDeskScreen({
      url: system.websocketUrl,
      token,
      deskId,
      mayCoalesce,
      onFrame: () => void (frames += 1),
      onEvent(alertId, now, kind) {
        if (kind !== 'RAISED' || seen.has(alertId)) return;
        seen.add(alertId);
        shown += 1;
        const moments = arrivals.get(alertId);
        if (moments === undefined) arrivals.set(alertId, [now]);
        else moments.push(now);
      },
    });
  });
  closing.defer(() => screens.forEach((screen) => screen.cut()));
  await inBatches(screens, connectAtOnce, (screen) => screen.connect());
  const phones = closing.use(openPhones(system, 64));
  const supply = closing.use(await openPressSupply(system.secrets, load));

  frames = 0;
  closing.use(repeatedly(10_000, () => say(`${arrivals.size} alerts, ${shown} deliveries`)));
  const scheduledAt = new Map<string, number>();
  const received: number[] = [];
  const { begin } = await pace({ perSecond, seconds }, async (index, scheduled) => {
    scheduledAt.set(await phones.press(await supply.take(index)), scheduled);
    received.push(performance.now() - scheduled);
  });
  const expected = scheduledAt.size * streams;
  await until(() => shown >= expected, 60_000);
  const elapsed = (performance.now() - begin) / 1000;
  return {
    ...load,
    delivered: shown,
    expected,
    framesPerSecond: frames / streams / elapsed,
    received: latencyOf(received),
    onDesk: latencyOf(
      [...scheduledAt].flatMap(([id, scheduled]) =>
        (arrivals.get(id) ?? []).map((moment) => moment - scheduled),
      ),
    ),
  };
}
