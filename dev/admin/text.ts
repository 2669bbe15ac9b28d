/** Rows of one width per column; the last column is not padded. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  whenEmpty: string,
): string[] {
  if (rows.length === 0) return [whenEmpty];
  const all = [head, ...rows].map((row) => row.map(printable));
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** What came from elsewhere cannot move the terminal's cursor or colour it. */
function printable(cell: string): string {
  return cell === '' ? '-' : cell.replaceAll(/\p{Cc}/gu, ' ');
}
