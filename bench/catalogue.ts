import type { Measured } from './results.ts';
import type { Say } from './say.ts';
import { measureArrivals } from './scenarios/arrivals.ts';
import { measureEscalation } from './scenarios/escalation.ts';
import { measureFloorAndUnits } from './scenarios/floor.ts';
import { measureAllFollowers } from './scenarios/followers.ts';
import { measureOverhead } from './scenarios/gateway-overhead.ts';
import { measureHotDesk } from './scenarios/hot-desk.ts';
import { measurePeer } from './scenarios/postgraphile.ts';
import { measurePresses } from './scenarios/press.ts';
import type { BenchSystem } from './system/bench-system.ts';

export interface Scenario {
  readonly name: string;
  /** How long it takes, in minutes. */
  readonly minutes: number;
  /** Compares with programs that only the bench fetches. */
  readonly needsPeers?: boolean;
  /** @param isShort only whether it works is of interest, not its figures. */
  measure(system: BenchSystem, isShort: boolean, say: Say): Promise<Partial<Measured>>;
}

const closedLoop = (isShort: boolean) =>
  [1, 16, 64].map((clients) => ({ clients, seconds: isShort ? 1 : 6 }));

const withFollowers = [
  { followers: 125, alertsPerSecond: 20, seconds: 8 },
  { followers: 1000, alertsPerSecond: 10, seconds: 8 },
  { followers: 5000, alertsPerSecond: 2, seconds: 8 },
];
const withFewFollowers = [{ followers: 200, alertsPerSecond: 10, seconds: 2 }];

const hotDesk = { streams: 125, perSecond: 100, seconds: 55 };
const shortHotDesk = { streams: 25, perSecond: 50, seconds: 5 };

const escalation = {
  alerts: 10_000,
  spreadSeconds: 120,
  pressesPerSecond: 20,
  aloneSeconds: 20,
};
const shortEscalation = { ...escalation, alerts: 500, spreadSeconds: 6, aloneSeconds: 3 };

/**
 * What is measured, in this order. The scenarios of a group follow one another on one system; each
 * group has a fresh one, because nobody answers what is pressed here and a minute later it escalates.
 */
export const scenarioGroups: readonly (readonly Scenario[])[] = [
  [
    {
      name: 'floor',
      minutes: 0.6,
      measure: (system, isShort) => measureFloorAndUnits(system, closedLoop(isShort)),
    },
    {
      name: 'postgraphile',
      minutes: 0.5,
      needsPeers: true,
      measure: async (system, isShort) => ({
        postgraphile: await measurePeer(system, closedLoop(isShort)),
      }),
    },
    {
      name: 'gateway',
      minutes: 0.7,
      needsPeers: true,
      measure: async (system) => ({ overhead: await measureOverhead(system) }),
    },
    {
      name: 'followers',
      minutes: 1.3,
      measure: async (system, isShort, say) => ({
        followers: await measureAllFollowers(
          system,
          isShort ? withFewFollowers : withFollowers,
          say,
        ),
      }),
    },
    {
      name: 'press',
      minutes: 0.7,
      measure: async (system, isShort) => ({
        press: await measurePresses(system, closedLoop(isShort)),
      }),
    },
  ],
  [
    {
      name: 'steady',
      minutes: 10.5,
      measure: async (system, isShort, say) => ({
        steady: await measureArrivals(system, { perSecond: 200, seconds: isShort ? 8 : 600 }, say),
      }),
    },
  ],
  [
    {
      name: 'burst',
      minutes: 3.5,
      measure: async (system, isShort, say) => ({
        burst: await measureArrivals(system, { perSecond: 1000, seconds: isShort ? 3 : 60 }, say),
      }),
    },
  ],
  [
    {
      name: 'hot-desk',
      minutes: 1.3,
      measure: async (system, isShort, say) => ({
        hotDesk: await measureHotDesk(
          system,
          { ...(isShort ? shortHotDesk : hotDesk), mayCoalesce: false },
          say,
        ),
      }),
    },
  ],
  [
    {
      name: 'hot-desk-together',
      minutes: 1.3,
      measure: async (system, isShort, say) => ({
        hotDeskTogether: await measureHotDesk(
          system,
          { ...(isShort ? shortHotDesk : hotDesk), mayCoalesce: true },
          say,
        ),
      }),
    },
  ],
  [
    {
      name: 'escalation',
      minutes: 4,
      measure: async (system, isShort, say) => ({
        escalation: await measureEscalation(system, isShort ? shortEscalation : escalation, say),
      }),
    },
  ],
];
