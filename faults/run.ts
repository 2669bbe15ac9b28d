import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { runCampaign } from './campaign/campaign.ts';
import { extents } from './campaign/schedule.ts';
import { tryMutants } from './mutants/mutants.ts';
import { describeBroken, describeReport } from './report.ts';

/*
 * `npm run test:faults`: breaks the whole system under load and proves that nothing acknowledged
 * is lost. `--short` takes a minute; `--seed 7` another order of things; `--mutants` breaks the code
 * instead and fails unless that is noticed.
 */
const defaultSeed = '20261122';

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    seed: { type: 'string', default: defaultSeed },
    mutants: { type: 'boolean', default: false },
    report: { type: 'string' },
  },
});

const stop = new AbortController();
const interrupt = () => stop.abort(new Error('Interrupted'));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, interrupt);
process.once('disconnect', interrupt);
process.channel?.unref();

/** @returns whether nothing was found that must never be. */
async function breakSystem(): Promise<boolean> {
  console.log(`  Breaking things, seed ${values.seed} …`);
  const report = await runCampaign({
    extent: values.short ? extents.short : extents.full,
    seed: Number(values.seed),
    signal: stop.signal,
    onBroken: (broken) => console.log(describeBroken(broken)),
  });
  console.log(`\n${describeReport(report)}`);
  if (values.report !== undefined) await writeFile(values.report, JSON.stringify(report));
  return report.findings.length === 0;
}

try {
  const isGood = values.mutants ? await tryMutants(values.seed, stop.signal) : await breakSystem();
  process.exitCode = isGood ? 0 : 1;
} catch (error) {
  if (!stop.signal.aborted) throw error;
  console.log('\n  Interrupted.');
  process.exitCode = 130;
}
