import { setTimeout as delay } from 'node:timers/promises';
import { latencyOf, type Latency } from '../measure/latency.ts';
import { residentBytes } from '../measure/memory.ts';
import { repeatedly } from '../measure/repeatedly.ts';
import { until } from '../measure/until.ts';
import type { Say } from '../say.ts';
import { openAlertsDatabase } from '../system/alerts-database.ts';
import type { BenchSystem } from '../system/bench-system.ts';
import { inBatches } from '../system/in-batches.ts';
import { createDeskScreen, type DeskScreen } from '../system/desk-screen.ts';
import { deskIdOf, officerTokensOf } from '../system/officers.ts';
import { openPressClient } from '../system/press-client.ts';
import { pressDesk, preparePresses } from '../system/presses.ts';
import { oneAfterAnother } from './one-after-another.ts';

export interface FollowersLoad {
  readonly followers: number;
  readonly alertsPerSecond: number;
  readonly seconds: number;
}

export interface FollowersResult extends FollowersLoad {
  /** Events that reached a screen, of those that should have. */
  readonly delivered: number;
  readonly expected: number;
  /** From a press leaving to its event on each screen. */
  readonly latency: Latency;
  /** By how much the gateway grew for each follower. */
  readonly bytesEach: number;
  readonly resume: ResumeResult;
}

/** All lines are cut at once; every screen is back when it has all it missed. */
export interface ResumeResult {
  readonly missedEach: number;
  readonly seconds: number;
  readonly resumed: number;
  /** The services' connections to PostgreSQL before the cut, the most while all come back, after. */
  readonly connectionsBefore: number;
  readonly connectionsDuring: number;
  readonly connectionsAfter: number;
}

interface FollowersNeeds {
  readonly countConnections: () => Promise<number>;
  /** What the gateway had before the first follower of all: memory it once had it keeps. */
  readonly gatewayBytesBefore: number;
}

const connectAtOnce = 50;
const countEveryMilliseconds = 50;

export async function measureAllFollowers(
  system: BenchSystem,
  loads: readonly FollowersLoad[],
  say: Say,
): Promise<FollowersResult[]> {
  await using database = await openAlertsDatabase(system);
  const { countConnections } = database;
  const needs = { countConnections, gatewayBytesBefore: residentBytes(system.pid('gateway')) };
  return await oneAfterAnother(loads, (load) => {
    say(`${load.followers} followers`);
    return measureFollowers(system, load, needs);
  });
}

async function measureFollowers(
  system: BenchSystem,
  load: FollowersLoad,
  { countConnections, gatewayBytesBefore }: FollowersNeeds,
): Promise<FollowersResult> {
  const { followers, alertsPerSecond } = load;
  await using closing = new AsyncDisposableStack();
  const http = closing.use(openPressClient(system, 16));
  const deskId = await deskIdOf(system, pressDesk);
  const tokens = await officerTokensOf(system, pressDesk, followers);

  const seen = Array.from({ length: followers }, () => new Set<string>());
  const arrivals: { alertId: string; now: number }[] = [];
  const screens = tokens.map((token, index): DeskScreen =>
    createDeskScreen({
      url: system.websocketUrl,
      token,
      deskId,
      onEvent(alertId, now) {
        if (seen[index]?.has(alertId)) return;
        seen[index]?.add(alertId);
        arrivals.push({ alertId, now });
      },
    }),
  );
  closing.defer(() => screens.forEach((screen) => screen.cut()));
  await inBatches(screens, connectAtOnce, (screen) => screen.connect());
  const bytesEach = (residentBytes(system.pid('gateway')) - gatewayBytesBefore) / followers;

  const sentAt = new Map<string, number>();
  const press = async (count: number) => {
    const presses = await preparePresses(system.secrets, count);
    const pending: Promise<unknown>[] = [];
    for (const prepared of presses) {
      const sent = performance.now();
      pending.push(http.send(prepared).then((alertId) => sentAt.set(alertId, sent)));
      await delay(1000 / alertsPerSecond);
    }
    await Promise.all(pending);
  };
  // Earlier alerts may still show something new: only these count.
  const missing = (alerts: ReadonlySet<string>) =>
    [...sentAt.keys()].filter((id) => !alerts.has(id)).length;
  const hasAll = () => seen.every((alerts) => missing(alerts) === 0);

  await press(alertsPerSecond * load.seconds);
  await until(hasAll, 30_000);
  const own = arrivals.filter(({ alertId }) => sentAt.has(alertId));
  const delivered = own.length;
  const expected = sentAt.size * followers;
  const latency = latencyOf(
    own.map(({ alertId, now }) => now - (sentAt.get(alertId) ?? Number.NaN)),
  );

  const missedEach = 5;
  const connectionsBefore = await countConnections();
  for (const screen of screens) screen.cut();
  await press(missedEach);
  const begin = performance.now();
  let connectionsDuring = 0;
  const watch = repeatedly(countEveryMilliseconds, async () => {
    connectionsDuring = Math.max(connectionsDuring, await countConnections());
  });
  await inBatches(screens, connectAtOnce, (screen) => screen.connect());
  await until(hasAll, 60_000);
  const seconds = (performance.now() - begin) / 1000;
  watch[Symbol.dispose]();
  return {
    ...load,
    delivered,
    expected,
    latency,
    bytesEach,
    resume: {
      missedEach,
      seconds,
      resumed: seen.filter((alerts) => missing(alerts) === 0).length,
      connectionsBefore,
      connectionsDuring,
      connectionsAfter: await countConnections(),
    },
  };
}
