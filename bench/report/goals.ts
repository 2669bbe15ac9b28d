import type { Results, SomeResults } from '../results.ts';
import type { ArrivalsResult } from '../scenarios/arrivals.ts';
import type { EscalationResult, StepsResult } from '../scenarios/escalation.ts';
import type { FollowersResult } from '../scenarios/followers.ts';
import type { HotDeskResult } from '../scenarios/hot-desk.ts';
import { line, lineOfAll, type Line } from './line.ts';

const busiest = 64;

const at = <Row extends { readonly clients: number }>(
  rows: readonly Row[],
  clients: number,
): Row => {
  const row = rows.find((candidate) => candidate.clients === clients);
  if (row === undefined) throw new Error(`Nothing was measured with ${clients} clients`);
  return row;
};

/** The goals of the project for speed, of what was measured. */
export function goalLines(results: SomeResults): Line[] {
  const { followers, steady, burst, hotDesk, hotDeskTogether, escalation } = results;
  return [
    ...pressLines(results),
    ...(followers === undefined ? [] : followersLines(followers)),
    ...(steady === undefined ? [] : arrivalsLines(`steady, ${paceOf(steady)}`, steady)),
    ...(burst === undefined ? [] : arrivalsLines(`burst, ${paceOf(burst)}`, burst)),
    ...(hotDesk === undefined ? [] : hotDeskLines('hot desk', hotDesk)),
    ...(hotDeskTogether === undefined
      ? []
      : hotDeskLines('hot desk, events together', hotDeskTogether)),
    ...(escalation === undefined ? [] : escalationLines(escalation)),
  ];
}

/** Ratios to a floor and a peer need those of the same run. */
function hasBaseline(
  results: SomeResults,
): results is SomeResults & Pick<Results, 'press' | 'floor' | 'postgraphile'> {
  return [results.press, results.floor, results.postgraphile].every((part) => part !== undefined);
}

function pressLines(results: SomeResults): Line[] {
  if (!hasBaseline(results)) return [];
  const press = at(results.press, busiest);
  const alone = at(results.press, 1);
  const floor = at(results.floor, busiest);
  const peer = at(results.postgraphile, busiest);
  const { commitMilliseconds = NaN, hopMilliseconds = NaN } = results;
  const ratio = { unit: ' ×', digits: 2 };
  return [
    line('presses at 64 clients, of the floor', press.perSecond / floor.perSecond, {
      ...ratio,
      atLeast: 0.5,
    }),
    line('presses at 64 clients, of PostGraphile', press.perSecond / peer.perSecond, {
      ...ratio,
      atLeast: 1.5,
    }),
    line('press to the desk’s screen, alone, p50', alone.onDesk.p50, {
      unit: ' ms',
      digits: 1,
      atMost: 2 * commitMilliseconds + 2 * hopMilliseconds,
    }),
    line('press stored and answered at 64 clients, p99', press.received.p99, received),
    line('press on the desk’s screen at 64 clients, p99', press.onDesk.p99, onDesk),
  ];
}

const received = { unit: ' ms', atMost: 1000 };
const onDesk = { unit: ' ms', atMost: 2000 };
const onDeskNearlyAll = { unit: ' ms', atMost: 5000 };

/** Every screen that comes back asks; that must not become as many connections. */
const furtherConnections = 16;

function followersLines(followers: readonly FollowersResult[]): Line[] {
  const most = followers.reduce((best, next) => (next.followers > best.followers ? next : best));
  const { resume } = most;
  return [
    line(`gateway’s memory for each of ${most.followers} followers`, most.bytesEach / 1024, {
      unit: ' KiB',
      atMost: 50,
    }),
    line(
      `resume storm: ${most.followers} followers cut and all back with what they missed`,
      resume.resumed === most.followers ? resume.seconds : Infinity,
      { unit: ' s', digits: 1, atMost: 15 },
    ),
    line(
      `… database connections meanwhile (${resume.connectionsBefore} before, ${resume.connectionsAfter} after)`,
      resume.connectionsDuring,
      { unit: '', atMost: resume.connectionsBefore + furtherConnections },
    ),
    lineOfAll(
      `events that reached their screens (${followers.map((load) => load.followers).join(', ')} followers)`,
      sum(followers, (load) => load.delivered),
      sum(followers, (load) => load.expected),
    ),
  ];
}

const paceOf = ({ perSecond, seconds }: ArrivalsResult) =>
  `${perSecond.toLocaleString('en')}/s for ${seconds} s`;

function arrivalsLines(what: string, result: ArrivalsResult): Line[] {
  return [
    line(`${what}: stored and answered, p99`, result.received.p99, received),
    line('… on the desk’s screen, p99', result.onDesk.p99, onDesk),
    line('… on the desk’s screen, p99.9', result.onDesk.p999, onDeskNearlyAll),
    lineOfAll('… acknowledged', result.acknowledged, result.offered),
    line('… refused', result.refused, { unit: '', atMost: 0 }),
    lineOfAll('… of these stored', result.stored, result.acknowledged),
    lineOfAll('… of these shown, once', result.shownOnce, result.acknowledged),
  ];
}

function hotDeskLines(name: string, result: HotDeskResult): Line[] {
  const { perSecond, streams } = result;
  return [
    line(
      `${name}, ${perSecond}/s × ${streams} screens: on the screens, p99`,
      result.onDesk.p99,
      onDesk,
    ),
    lineOfAll('… events delivered', result.delivered, result.expected),
  ];
}

function escalationLines({ alerts, spreadSeconds, spread, atOnce }: EscalationResult): Line[] {
  const open = alerts.toLocaleString('en');
  return [
    ...stepsLines(`${open} unanswered, due within ${spreadSeconds} s`, spread),
    ...stepsLines(`${open} unanswered, due at once`, atOnce),
  ];
}

function stepsLines(what: string, result: StepsResult): Line[] {
  return [
    line(`${what}: latest step, after its time`, result.lag.max / 1000, {
      unit: ' s',
      digits: 1,
      atMost: 5,
    }),
    lineOfAll('… steps taken, once', result.takenOnce, result.due),
    line('… presses meanwhile stored and answered, p99', result.received.p99, received),
  ];
}

function sum<Row>(rows: readonly Row[], valueOf: (row: Row) => number): number {
  return rows.reduce((total, row) => total + valueOf(row), 0);
}
