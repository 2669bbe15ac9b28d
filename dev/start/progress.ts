const isTerminal = process.stdout.isTTY;

/** Writes one line for a person. A terminal that is gone must not keep us from stopping. */
export function say(line = ''): void {
  process.stdout.write(`${line}\n`);
}

process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

/**
 * Runs one step of the start and says how it went: its name at once where lines can be
 * rewritten, the outcome and its duration when it is done.
 */
export async function step<T>(
  name: string,
  work: () => Promise<T>,
  describe: (result: T) => string = () => '',
): Promise<T> {
  if (isTerminal) process.stdout.write(`  … ${name}\r`);
  const begin = performance.now();
  const result = await work();
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  const detail = describe(result);
  say(`  ✓ ${name}${detail === '' ? '' : ` — ${detail}`} (${seconds} s)`);
  return result;
}
