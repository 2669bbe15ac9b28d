import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { runCampaign, type CampaignOptions, type Report } from './campaign/campaign.ts';
import { extents } from './campaign/schedule.ts';
import { tryMutants } from './mutants/mutants.ts';
import { openPrevious } from './world/previous.ts';
import { describeBroken, describeReport } from './report.ts';

/*
 * `npm run test:faults`: breaks the whole system under load and proves that nothing acknowledged
 * is lost. `--short` takes a minute; `--seed 7` another order of things; `--releases` only goes from
 * the release before (or `--previous REF`) to this one; `--mutants` breaks the code instead and
 * fails unless that is noticed.
 */
const defaultSeed = '20261122';

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    seed: { type: 'string', default: defaultSeed },
    releases: { type: 'boolean', default: false },
    previous: { type: 'string' },
    mutants: { type: 'boolean', default: false },
    report: { type: 'string' },
  },
});

const stop = new AbortController();
const interrupt = () => stop.abort(new Error('Interrupted'));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, interrupt);
process.once('disconnect', interrupt);
process.channel?.unref();

/** One run and what came of it, on the terminal. */
async function runOnce(options: Pick<CampaignOptions, 'extent' | 'previous'>): Promise<Report> {
  const report = await runCampaign({
    ...options,
    seed: Number(values.seed),
    signal: stop.signal,
    onBroken: (broken) => console.log(describeBroken(broken)),
  });
  console.log(`\n${describeReport(report)}\n`);
  return report;
}

/** @returns whether nothing was found that must never be. */
async function breakSystem(): Promise<boolean> {
  console.log(`  Breaking things, seed ${values.seed} …`);
  const report = await runOnce({ extent: values.short ? extents.short : extents.full });
  if (values.report !== undefined) await writeFile(values.report, JSON.stringify(report));
  return report.findings.length === 0;
}

/** @returns whether two releases side by side are well, or cannot be tried here. */
async function rollOver(): Promise<boolean> {
  await using previous = await openPrevious(values.previous);
  if (previous === undefined) {
    console.log(
      '  ! NOT RUN: two releases side by side (F13). The history does not hold the release before' +
        ' (a shallow clone?); name one with --previous.',
    );
    return true;
  }
  console.log(`  From the release before (${previous.ref.slice(0, 12)}) to this one …`);
  const report = await runOnce({ extent: extents.releases, previous });
  return report.findings.length === 0;
}

/** Everything, or what was asked for. */
async function breakAll(): Promise<boolean> {
  const isBroken = !values.releases && !(await breakSystem());
  const isApart = !values.short && !(await rollOver());
  return !isBroken && !isApart;
}

try {
  const isGood = values.mutants ? await tryMutants(values.seed, stop.signal) : await breakAll();
  process.exitCode = isGood ? 0 : 1;
} catch (error) {
  if (!stop.signal.aborted) throw error;
  console.log('\n  Interrupted.');
  process.exitCode = 130;
}
// All is said and put away. Left to end by itself, Node 24 was seen to spin for ever in the clean-up
// of handles whose other end had been killed.
process.exit();
