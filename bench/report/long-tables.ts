import type { SomeResults } from '../results.ts';
import type { ArrivalsResult } from '../scenarios/arrivals.ts';
import type { StepsResult } from '../scenarios/escalation.ts';
import type { HotDeskResult } from '../scenarios/hot-desk.ts';
import { latency, longLatency, number, table } from './text.ts';

/** Presses that come by the clock. */
export function arrivalsSection({ steady, burst }: SomeResults): string[] {
  const rows = [steady, burst].filter((row) => row !== undefined);
  if (rows.length === 0) return [];
  return [
    '## Presses that come by the clock',
    'Every time runs from the moment the press was due, so that a stall counts for everybody who would have come during it. p50 / p99 / p99.9 / slowest. Nobody answers: the steps of escalation that fell due were taken meanwhile.',
    table(
      [
        'offered',
        'acknowledged',
        'refused',
        'stored',
        'shown once / again',
        'received',
        'on the desk',
        'all received / shown after, s',
        'steps meanwhile',
      ],
      rows.map((row) => [
        `${number(row.offered)}, ${number(row.perSecond)}/s`,
        number(row.acknowledged),
        number(row.refused),
        number(row.stored),
        `${number(row.shownOnce)} / ${number(row.shownAgain)}`,
        longLatency(row.received),
        longLatency(row.onDesk),
        `${row.acknowledgedAfterSeconds.toFixed(1)} / ${row.shownAfterSeconds.toFixed(1)}`,
        number(row.steps),
      ]),
    ),
    ...rows.map(acknowledgedText),
  ];
}

/** While presses came, and how it went on if not all were answered by then. */
function acknowledgedText({ seconds, perSecond, acknowledgedBySecond: all }: ArrivalsResult) {
  const during = all.slice(0, seconds);
  const sum = during.reduce((total, count) => total + count, 0);
  const [fewest, most] = [Math.min(...during), Math.max(...during)];
  return `Of ${number(perSecond)} offered a second, ${number(sum / seconds)} were acknowledged a second while they came; in single seconds ${number(fewest)} to ${number(most)}.`;
}

export function hotDeskSection({ hotDesk, hotDeskTogether }: SomeResults): string[] {
  const rows: (readonly [string, HotDeskResult])[] = [];
  if (hotDesk !== undefined) rows.push(['each event a frame', hotDesk]);
  if (hotDeskTogether !== undefined) rows.push(['events together', hotDeskTogether]);
  if (rows.length === 0) return [];
  return [
    '## A hot desk',
    table(
      [
        'feed',
        'alerts /s',
        'screens',
        'delivered',
        'frames /s, each',
        'received',
        'on the screens',
      ],
      rows.map(([name, row]) => [
        name,
        number(row.perSecond),
        number(row.streams),
        `${number(row.delivered)} of ${number(row.expected)}`,
        number(row.framesPerSecond),
        latency(row.received),
        longLatency(row.onDesk),
      ]),
    ),
  ];
}

export function escalationSection({ escalation }: SomeResults): string[] {
  if (escalation === undefined) return [];
  const { alerts, spreadSeconds, pressesPerSecond, receivedAlone, spread, atOnce } = escalation;
  const row = (name: string, result: StepsResult) => [
    name,
    number(result.due),
    number(result.takenOnce),
    longLatency(result.lag),
    result.seconds.toFixed(1),
    latency(result.received),
    `${(result.received.p99 / receivedAlone.p99).toFixed(1)} ×`,
  ];
  return [
    `## Escalation, ${number(alerts)} alerts that nobody answers`,
    `By the clock of the database, from the moment a step was due to its being taken; ${pressesPerSecond} presses a second go on. The same presses alone: ${latency(receivedAlone)} ms.`,
    table(
      [
        'steps due',
        'count',
        'taken once',
        'late by, p50 / p99 / p99.9 / most',
        'all taken after, s',
        'press received',
        'p99, of alone',
      ],
      [row(`within ${spreadSeconds} s`, spread), row('in the same moment', atOnce)],
    ),
  ];
}
