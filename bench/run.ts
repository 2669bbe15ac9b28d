import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '@alert-button/dev/paths.ts';
import { readOptions } from './options.ts';
import { describeMachine } from './measure/machine.ts';
import { installPeers } from './peers/install-peers.ts';
import { toMarkdown } from './report/markdown.ts';
import { toSvg } from './report/plot.ts';
import { withFigures } from './report/readme.ts';
import type { Machine, Measured, Results } from './results.ts';
import { startBenchSystem } from './system/bench-system.ts';

/*
 * `npm run bench`: how far the system is from what this machine could do at all, how it stands
 * beside a peer, and whether it keeps its promises for as long as they are meant, in one run that
 * wants the machine to itself. What it finds is written to bench/results and into the README.
 * `-- --only steady,burst` runs some of it, `-- --short` shows within a few minutes whether all of
 * it works; both only print.
 */

const begin = performance.now();
const say = (text: string) => {
  const seconds = Math.round((performance.now() - begin) / 1000);
  const minutes = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  console.log(`${minutes.padStart(6)}  ${text}`);
};

process.once('disconnect', () => process.exit(1));
const { groups, isShort, isWhole } = readOptions(process.argv.slice(2));
const chosen = groups.flat();
const expected = chosen.reduce((sum, { minutes }) => sum + minutes, 0);
say(
  `${chosen.map(({ name }) => name).join(', ')}: ${isShort ? 'short' : `about ${Math.ceil(expected)} minutes`}`,
);
if (chosen.some(({ needsPeers }) => needsPeers)) await installPeers();
const loadBefore = loadavg()[0] ?? Number.NaN;
let machine: Machine | undefined;
let measured: Partial<Measured> = {};
for (const group of groups) {
  say('Starting the system …');
  await using system = await startBenchSystem();
  machine ??= await describeMachine(system.adminUrl, loadBefore);
  measured = { startUpMilliseconds: system.startUpMilliseconds, ...measured };
  for (const { name, measure } of group) {
    say(`Measuring ${name} …`);
    const found = await measure(system, isShort, (text) => say(`${name}: ${text}`));
    measured = { ...measured, ...found };
  }
}
if (machine === undefined) throw new Error('Nothing was measured');
const results = { ...measured, machine };
const markdown = toMarkdown(results);
console.log(`\n${markdown}`);
// Every scenario ran, so every part is there.
if (isWhole) await keep(results as Results, markdown);
// Listening for the end of whoever started it keeps this process.
process.exit(0);

async function keep(whole: Results, text: string): Promise<void> {
  const directory = join(import.meta.dirname, 'results');
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'results.json'), `${JSON.stringify(whole, null, 2)}\n`);
  await writeFile(join(directory, 'results.md'), text);
  await writeFile(join(directory, 'results.svg'), toSvg(whole));
  const readme = join(projectRoot, 'README.md');
  await writeFile(readme, withFigures(await readFile(readme, 'utf8'), whole));
  say(`Written to ${directory} and the README`);
}
