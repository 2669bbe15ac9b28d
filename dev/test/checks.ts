import { runScript } from './run.ts';

export interface Check {
  readonly name: string;
  /** A script and its arguments, run with this Node from the project's root. */
  readonly command: readonly string[];
  /** File without which there is nothing to check. */
  readonly onlyIf?: string;
}

/** Runs all of them, also after one has failed. Returns how many failed. */
export async function runChecks(checks: readonly Check[]): Promise<number> {
  let failed = 0;
  for (const { name, command } of checks) {
    const begin = performance.now();
    const code = await runScript([], command);
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    console.log(`  ${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
    if (code !== 0) failed += 1;
  }
  return failed;
}
