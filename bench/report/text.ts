import type { Latency } from '../measure/latency.ts';

export const number = (value: number): string =>
  value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : 0 });

export const latency = ({ p50, p99 }: Latency): string => `${number(p50)} / ${number(p99)}`;

/** p50, p99, p99.9 and the slowest. */
export const longLatency = ({ p50, p99, p999, max }: Latency): string =>
  [p50, p99, p999, max].map(number).join(' / ');

/** A table as the formatter of the project writes it, each column as wide as its widest cell. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) =>
    Math.max(3, ...[head, ...rows].map((cells) => [...(cells[column] ?? '')].length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => pad(cells[column] ?? '', width)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

const pad = (cell: string, width: number) => cell + ' '.repeat(width - [...cell].length);
