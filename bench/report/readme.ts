import type { Results } from '../results.ts';
import { goalLines } from './goals.ts';
import { latency, number, table } from './text.ts';

const begin = '<!-- Written by `npm run bench`: begin -->';
const end = '<!-- Written by `npm run bench`: end -->';

/** The README with its figures replaced by those of this run. */
export function withFigures(readme: string, results: Results): string {
  const [before, rest] = readme.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) {
    throw new Error('The README does not say where its figures belong');
  }
  return [before, begin, '\n\n', figures(results), '\n\n', end, after].join('');
}

function figures(results: Results): string {
  const { machine, press, overhead, commitMilliseconds } = results;
  const busiest = press.at(-1);
  const rate = (name: string) => overhead.find((row) => row.name === name)?.perSecond ?? NaN;
  const hive = rate('through our gateway') / rate('through Hive Gateway as shipped');
  return [
    `Measured on ${machine.measuredAt} with \`npm run bench\`, everything and the load generator on ${machine.cores} cores (${machine.processor}), PostgreSQL ${machine.postgresql} as durable as in production, one-minute load before ${machine.loadBefore.toFixed(1)}. The floor is one durable insert and one WebSocket frame; its disk commits in ${number(commitMilliseconds)} ms.`,
    table(
      ['what', 'measured', 'goal', ''],
      [
        ['presses a second, 64 clients', number(busiest?.perSecond ?? NaN), '', ''],
        [
          '… received / on the desk’s screen, p50 / p99',
          busiest === undefined
            ? ''
            : `${latency(busiest.received)}, ${latency(busiest.onDesk)} ms`,
          '',
          '',
        ],
        [
          'our gateway, of Hive Gateway as shipped, one public question',
          `${hive.toFixed(1)} ×`,
          '',
          '',
        ],
        ...goalLines(results).map(({ what, figure, goal, isMet }) => [
          what,
          figure,
          goal,
          isMet ? 'met' : 'not met',
        ]),
      ],
    ),
  ].join('\n\n');
}
