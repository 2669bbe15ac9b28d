import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../paths.ts';
import { runScript } from './run.ts';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** The part of Jest's `--json` report that is read here. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  /** Files that failed before they had a test to fail. */
  readonly numRuntimeErrorTestSuites: number;
}

/** Runs Jest on the terminal and counts from its own report. A run without a report has failed. */
export async function runJest(args: readonly string[]): Promise<Counts> {
  const directory = await mkdtemp(join(tmpdir(), 'alert-button-jest-'));
  const file = join(directory, 'report.json');
  try {
    const code = await runScript(
      ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
      [
        join(projectRoot, 'node_modules', 'jest', 'bin', 'jest.js'),
        '--passWithNoTests',
        '--json',
        `--outputFile=${file}`,
        ...args,
      ],
    );
    const report = await readFile(file, 'utf8').catch(() => undefined);
    if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
    const counts = count(JSON.parse(report) as Report);
    // Jest may fail as a whole (its set-up, a coverage threshold) with every test passed.
    return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function count(report: Report): Counts {
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
