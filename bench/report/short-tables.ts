import type { SomeResults } from '../results.ts';
import { latency, number, table } from './text.ts';

export function pressSection({ floor, postgraphile, press }: SomeResults): string[] {
  const clients = (press ?? floor ?? postgraphile)?.map((row) => row.clients) ?? [];
  if (clients.length === 0) return [];
  const cells = (index: number) => {
    const [bare, peer, own] = [floor?.[index], postgraphile?.[index], press?.[index]];
    return [
      ...[bare, peer, own].map((row) => (row === undefined ? '' : number(row.perSecond))),
      ...[bare, peer, own].map((row) => (row === undefined ? '' : latency(row.received))),
      own === undefined ? '' : latency(own.onDesk),
    ];
  };
  return [
    '## Presses',
    table(
      [
        'clients',
        'floor /s',
        'PostGraphile /s',
        'presses /s',
        'floor',
        'PostGraphile',
        'press received',
        'press on the desk',
      ],
      clients.map((count, index) => [String(count), ...cells(index)]),
    ),
    ...(press === undefined
      ? []
      : [
          `Of ${number(press.reduce((sum, { presses }) => sum + presses, 0))} presses, ${press.reduce((sum, { failed }) => sum + failed, 0)} failed and ${press.reduce((sum, { unseen }) => sum + unseen, 0)} did not reach the screen.`,
        ]),
  ];
}

export function costSection({ press }: SomeResults): string[] {
  const busiest = press?.at(-1);
  if (busiest === undefined) return [];
  return [
    '## Where the time of a press goes, 64 clients',
    table(
      ['process', 'processor time for each press, ms'],
      Object.entries(busiest.cpu)
        .toSorted((one, other) => other[1] - one[1])
        .map(([name, time]) => [name, time.toFixed(2)]),
    ),
    `For each press ${number(busiest.database.statementsEach)} statements and ${number(busiest.database.commitsEach)} flushes of the WAL:`,
    table(
      ['statement', 'for each press', 'ms for each press'],
      busiest.database.costliest
        .slice(0, 6)
        .map(({ statement, callsEach, millisecondsEach }) => [
          `\`${statement}\``,
          callsEach.toFixed(3),
          millisecondsEach.toFixed(3),
        ]),
    ),
  ];
}

export function overheadSection({ overhead }: SomeResults): string[] {
  if (overhead === undefined) return [];
  return [
    '## The gateway, one public question, 16 clients',
    table(
      ['way', '/s', 'latency'],
      overhead.map(({ name, perSecond, received }) => [name, number(perSecond), latency(received)]),
    ),
  ];
}

export function followersSection({ followers }: SomeResults): string[] {
  if (followers === undefined) return [];
  return [
    '## Followers of one desk, and the storm when all are cut',
    table(
      [
        'followers',
        'alerts /s',
        'delivered',
        'press to screen',
        'KiB each',
        'all cut: back after, s',
        'database connections before / most / after',
      ],
      followers.map(({ resume, ...row }) => [
        number(row.followers),
        String(row.alertsPerSecond),
        `${number(row.delivered)} of ${number(row.expected)}`,
        latency(row.latency),
        number(row.bytesEach / 1024),
        `${resume.seconds.toFixed(1)} (${number(resume.resumed)})`,
        [resume.connectionsBefore, resume.connectionsDuring, resume.connectionsAfter].join(' / '),
      ]),
    ),
  ];
}
