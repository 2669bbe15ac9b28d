import { compileExamples } from './examples.ts';
import { judgeContents } from './contents.ts';
import { installPackage } from './install.ts';
import { measureEntries } from './sizes.ts';
import { runSmokeTests } from './smoke.ts';

/*
 * Builds and packs the SDK as it would be published, installs it in a folder of its own, and says
 * what is wrong with it: for module resolution and types of whoever depends on it, in size, in the
 * examples of its README, and when it runs.
 */
const steps = { judgeContents, measureEntries, compileExamples, runSmokeTests };

await using installed = await installPackage();
for (const [name, find] of Object.entries(steps)) {
  const faults = await find(installed);
  for (const fault of faults) console.error(`  ${name}: ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
}
