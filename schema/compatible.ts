import { composeContracts } from './contracts.ts';
import { readRelease } from './evolution/release.ts';
import { report } from './evolution/report.ts';
import { places, today } from './places.ts';

/*
 * Whether the contract keeps what the last release promised, asked of the code itself. The day is
 * the clock's: a commit that was fit once stays so, since announced removals only come due.
 */

const release = readRelease(places.released);
if (release === null) throw new Error('There is no release of the contract to compare with.');

const { broken, dangerous } = await report(release, composeContracts().api, today());
for (const sentence of dangerous) console.log(`  ! ${sentence}`);
if (broken.length > 0) {
  console.error(`The contract breaks what release ${release.version} (${release.date}) promised:`);
  for (const sentence of broken) console.error(`  ${sentence}`);
  console.error('CONTRIBUTING.md says how to deprecate first, and remove later.');
  process.exitCode = 1;
}
