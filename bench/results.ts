import type { ArrivalsResult } from './scenarios/arrivals.ts';
import type { EscalationResult } from './scenarios/escalation.ts';
import type { FloorResult } from './scenarios/floor.ts';
import type { FollowersResult } from './scenarios/followers.ts';
import type { OverheadResult } from './scenarios/gateway-overhead.ts';
import type { HotDeskResult } from './scenarios/hot-desk.ts';
import type { PeerResult } from './scenarios/postgraphile.ts';
import type { PressResult } from './scenarios/press.ts';

/** What the figures were taken on; they mean nothing without it. */
export interface Machine {
  readonly measuredAt: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGibibytes: number;
  readonly node: string;
  readonly postgresql: string;
  /** One-minute load before the first measurement: others at work spoil the figures. */
  readonly loadBefore: number;
}

/** What the scenarios find. Rates per second, latencies in milliseconds. */
export interface Measured {
  readonly startUpMilliseconds: number;
  /** One durable insert, alone on its connection. */
  readonly commitMilliseconds: number;
  /** One request over HTTP that does nothing. */
  readonly hopMilliseconds: number;
  readonly floor: readonly FloorResult[];
  readonly postgraphile: readonly PeerResult[];
  readonly press: readonly PressResult[];
  readonly overhead: readonly OverheadResult[];
  readonly followers: readonly FollowersResult[];
  readonly steady: ArrivalsResult;
  readonly burst: ArrivalsResult;
  /** A frame for each event, and several events as one frame. */
  readonly hotDesk: HotDeskResult;
  readonly hotDeskTogether: HotDeskResult;
  readonly escalation: EscalationResult;
}

/** Everything one run of the bench found. */
export interface Results extends Measured {
  readonly machine: Machine;
}

/** Of a run of some scenarios. */
export type SomeResults = Pick<Results, 'machine'> & Partial<Measured>;
