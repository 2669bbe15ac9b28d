import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '../campaign/campaign.ts';
import { findingNames } from '../oracle/finding.ts';
import { mutants, type Mutant } from './table.ts';
import { openWorkshop } from './workshop.ts';

/** Runs the short form on code that is broken on purpose; gives its report, if it came to one. */
async function runBroken(patch: string, seed: string, signal: AbortSignal): Promise<Report> {
  await using workshop = await openWorkshop();
  await workshop.apply(patch);
  const file = join(workshop.root, 'report.json');
  const child = fork('faults/run.ts', ['--short', '--seed', seed, '--report', file], {
    cwd: workshop.root,
    silent: true,
  });
  const stop = () => child.kill('SIGTERM');
  signal.addEventListener('abort', stop);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  }
  await once(child, 'close');
  signal.removeEventListener('abort', stop);
  signal.throwIfAborted();
  const report = await readFile(file, 'utf8').catch(() => undefined);
  if (report === undefined) throw new Error(`The run with ${patch} came to no end:\n${said}`);
  return JSON.parse(report) as Report;
}

function describe({ mistake, foundAs }: Mutant, { findings }: Report, isNoticed: boolean): string {
  return [
    `  ${isNoticed ? '✓ noticed' : '✗ NOT NOTICED'}: ${mistake}`,
    ...findings.map(({ name, count, examples }) => {
      return `      ${findingNames[name]}: ${count}${foundAs.includes(name) ? `, as ${examples[0]}` : ''}`;
    }),
  ].join('\n');
}

/** Whether each of the mistakes is noticed, for what it is. */
export async function tryMutants(seed: string, signal: AbortSignal): Promise<boolean> {
  let areNoticed = true;
  for (const mutant of mutants) {
    const report = await runBroken(mutant.patch, seed, signal);
    const isNoticed = report.findings.some(({ name }) => mutant.foundAs.includes(name));
    console.log(describe(mutant, report, isNoticed));
    areNoticed &&= isNoticed;
  }
  return areNoticed;
}
