import type { Results } from '../results.ts';

/** One figure beside what it should be. */
export interface Line {
  readonly what: string;
  readonly figure: string;
  readonly goal: string;
  readonly isMet: boolean;
}

const busiest = 64;

const at = <Row extends { readonly clients: number }>(
  rows: readonly Row[],
  clients: number,
): Row => {
  const row = rows.find((candidate) => candidate.clients === clients);
  if (row === undefined) throw new Error(`Nothing was measured with ${clients} clients`);
  return row;
};

const line = (what: string, value: number, { unit, digits = 0, atLeast, atMost }: Goal): Line => ({
  what,
  figure: `${value.toFixed(digits)}${unit}`,
  goal:
    atLeast === undefined
      ? `≤ ${(atMost ?? 0).toFixed(digits)}${unit}`
      : `≥ ${atLeast.toFixed(digits)}${unit}`,
  isMet: atLeast === undefined ? value <= (atMost ?? 0) : value >= atLeast,
});

interface Goal {
  readonly unit: string;
  readonly digits?: number;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** The goals of the project for speed, each a ratio to a floor or a peer of the same run. */
export function goalLines(results: Results): Line[] {
  const press = at(results.press, busiest);
  const alone = at(results.press, 1);
  const floor = at(results.floor, busiest);
  const peer = at(results.postgraphile, busiest);
  const { commitMilliseconds, hopMilliseconds, followers } = results;
  const most = followers.reduce((best, next) => (next.followers > best.followers ? next : best));
  return [
    line('presses at 64 clients, of the floor', press.perSecond / floor.perSecond, {
      unit: ' ×',
      digits: 2,
      atLeast: 0.5,
    }),
    line('presses at 64 clients, of PostGraphile', press.perSecond / peer.perSecond, {
      unit: ' ×',
      digits: 2,
      atLeast: 1.5,
    }),
    line('press to the desk’s screen, alone, p50', alone.onDesk.p50, {
      unit: ' ms',
      digits: 1,
      atMost: 2 * commitMilliseconds + 2 * hopMilliseconds,
    }),
    line('press stored and answered at 64 clients, p99', press.received.p99, {
      unit: ' ms',
      atMost: 1000,
    }),
    line('press on the desk’s screen at 64 clients, p99', press.onDesk.p99, {
      unit: ' ms',
      atMost: 2000,
    }),
    line(`gateway’s memory for each of ${most.followers} followers`, most.bytesEach / 1024, {
      unit: ' KiB',
      atMost: 50,
    }),
    line(
      `${most.followers} followers cut and all back with what they missed`,
      most.resume.seconds,
      {
        unit: ' s',
        digits: 1,
        atMost: 15,
      },
    ),
    line(
      `events that reached their screens (${followers.map((load) => load.followers).join(', ')} followers)`,
      (100 * sum(followers, (load) => load.delivered)) / sum(followers, (load) => load.expected),
      { unit: ' %', digits: 2, atLeast: 100 },
    ),
  ];
}

function sum<Row>(rows: readonly Row[], valueOf: (row: Row) => number): number {
  return rows.reduce((total, row) => total + valueOf(row), 0);
}
