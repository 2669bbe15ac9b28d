import type { Results } from '../results.ts';

const width = 720;
const height = 300;
const left = 60;
const bottom = 250;
const top = 40;
const colours = { floor: '#9aa5b1', PostGraphile: '#d9a441', 'Alert Button': '#1f6f5c' } as const;

/** Rates at each number of clients as bars; the axis is logarithmic, since they lie far apart. */
export function toSvg({ floor, postgraphile, press, machine }: Results): string {
  const series = [
    ['floor', floor],
    ['PostGraphile', postgraphile],
    ['Alert Button', press],
  ] as const;
  const highest = Math.max(...series.flatMap(([, rows]) => rows.map((row) => row.perSecond)));
  const decades = Math.ceil(Math.log10(highest));
  const y = (value: number) => bottom - ((bottom - top) * Math.log10(Math.max(value, 1))) / decades;
  const groups = press.map(({ clients }) => clients);
  const groupWidth = (width - left - 20) / groups.length;
  const barWidth = groupWidth / (series.length + 1);

  const grid = Array.from({ length: decades + 1 }, (_, power) => 10 ** power).map(
    (value) =>
      `<line x1="${left}" x2="${width - 20}" y1="${y(value)}" y2="${y(value)}" stroke="#e4e7eb"/>` +
      `<text x="${left - 8}" y="${y(value) + 4}" text-anchor="end">${value.toLocaleString('en')}</text>`,
  );
  const bars = groups.flatMap((clients, group) =>
    series.map(([name, rows], index) => {
      const value = rows[group]?.perSecond ?? 0;
      const x = left + group * groupWidth + (index + 0.5) * barWidth;
      return (
        `<rect x="${x}" y="${y(value)}" width="${barWidth - 4}" height="${bottom - y(value)}" fill="${colours[name]}"><title>${name}, ${clients} clients</title></rect>` +
        `<text x="${x + barWidth / 2 - 2}" y="${y(value) - 5}" text-anchor="middle">${Math.round(value).toLocaleString('en')}</text>`
      );
    }),
  );
  const names = groups.map(
    (clients, group) =>
      `<text x="${left + (group + 0.5) * groupWidth - barWidth / 4}" y="${bottom + 18}" text-anchor="middle">${clients} ${clients === 1 ? 'client' : 'clients'}</text>`,
  );
  const legend = series.map(
    ([name], index) =>
      `<rect x="${left + index * 130}" y="12" width="10" height="10" fill="${colours[name]}"/>` +
      `<text x="${left + index * 130 + 15}" y="21">${name}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11" fill="#323f4b">`,
    `<title>Requests a second by clients, ${machine.measuredAt}</title>`,
    '<rect width="100%" height="100%" fill="#ffffff"/>',
    ...grid,
    ...bars,
    ...names,
    ...legend,
    `<text x="${width - 20}" y="${height - 10}" text-anchor="end">a second, logarithmic; ${machine.cores} cores, ${machine.measuredAt}</text>`,
    '</svg>',
    '',
  ].join('\n');
}
