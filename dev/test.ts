import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './paths.ts';
import { runChecks, type Check } from './test/checks.ts';
import { runJest, type Counts } from './test/jest.ts';
import { Interrupted } from './test/run.ts';

/*
 * `npm test`: everything that can be told without looking at it by eye. The last line is the sum,
 * `N passed, N failed, N skipped`; a check that fails (types, lint, form, generated files) counts
 * as one failed test. With arguments (`npm test -- scram`) only Jest runs, with those arguments.
 */
const bin = (packageName: string, file: string) =>
  join(projectRoot, 'node_modules', packageName, file);

const checks: readonly Check[] = [
  { name: 'types', command: [bin('typescript', 'bin/tsc'), '--noEmit', '-p', '.'] },
  {
    name: 'lint',
    command: [bin('eslint', 'bin/eslint.js'), '.', '--max-warnings', '0'],
    onlyIf: 'eslint.config.js',
  },
  { name: 'form', command: [bin('prettier', 'bin/prettier.cjs'), '--check', '.'] },
  // Prints, composes and generates again, and fails when anything committed differs.
  { name: 'generated files', command: ['schema/check.ts'], onlyIf: 'schema/check.ts' },
  // Fails when clients of the last release would break.
  { name: 'public contract', command: ['schema/compatible.ts'], onlyIf: 'schema/compatible.ts' },
  // Packs the SDK as it would be published, installs it elsewhere, and tries it there.
  {
    name: 'package of the SDK',
    command: ['sdk/package-check/check.ts'],
    onlyIf: 'sdk/package-check/check.ts',
  },
];

process.on('uncaughtException', (error) => {
  if (!(error instanceof Interrupted)) console.error(error);
  process.exit(error instanceof Interrupted ? 130 : 1);
});

// Should the launcher be killed, nothing of this run stays behind.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();

const filters = process.argv.slice(2);
const total: Counts = { passed: 0, failed: 0, skipped: 0 };
const add = (counts: Counts) => {
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
};

if (filters.length === 0) {
  const present = checks.filter(
    ({ onlyIf }) => onlyIf === undefined || existsSync(join(projectRoot, onlyIf)),
  );
  add({ passed: 0, failed: await runChecks(present), skipped: 0 });
}
// The filters come first: what follows --selectProjects is taken for a project.
// Left to itself Jest keeps a core free, which is half of a small machine.
add(await runJest([...filters, '--maxWorkers', '100%', '--selectProjects', 'unit', 'database']));
// Each of these starts the whole system: one after the other, or they starve one another. Told to,
// Jest exits when all is done and torn down; left to end by itself, Node was seen to spin for ever
// in the clean-up of handles whose other end had been killed.
add(await runJest([...filters, '--runInBand', '--forceExit', '--selectProjects', 'end-to-end']));

if (total.skipped > 0) {
  console.log(`\n  ! ${total.skipped} tests were SKIPPED: this machine lacks what they need.`);
}
if (filters.length > 0 && total.passed + total.failed + total.skipped === 0) {
  console.log('\n  ! No test fits these arguments.');
  process.exitCode = 1;
}
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
if (total.failed > 0) process.exitCode = 1;
