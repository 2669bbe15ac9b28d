import { mkdir, writeFile } from 'node:fs/promises';
import { loadavg, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { residentBytes } from './measure/memory.ts';
import { installPeers } from './peers/install-peers.ts';
import { createPeerDatabase, startPeer } from './peers/start-peer.ts';
import { toMarkdown } from './report/markdown.ts';
import { toSvg } from './report/plot.ts';
import type { Machine, Results } from './results.ts';
import { measureFloor } from './scenarios/floor.ts';
import { measureFollowers } from './scenarios/followers.ts';
import { measureOverhead } from './scenarios/gateway-overhead.ts';
import { measurePostgraphile, postgraphileTables } from './scenarios/postgraphile.ts';
import { measurePress } from './scenarios/press.ts';
import { measureCommit, measureHop } from './scenarios/unit-costs.ts';
import { startBenchSystem, type BenchSystem } from './system/bench-system.ts';

/*
 * `npm run bench`: how far the system is from what this machine could do at all, and how it stands
 * beside a peer, in one run. Takes about four minutes and wants the machine to itself. What it finds
 * is written to bench/results.
 */

const directory = join(import.meta.dirname, 'results');
const loads = [1, 16, 64].map((clients) => ({ clients, seconds: 6 }));
const warmUp = { clients: 16, seconds: 2 };
const followerLoads = [
  { followers: 125, alertsPerSecond: 20, seconds: 8 },
  { followers: 1000, alertsPerSecond: 10, seconds: 8 },
  { followers: 5000, alertsPerSecond: 2, seconds: 8 },
];

const say = (text: string) => console.log(`  ${text}`);

process.once('disconnect', () => process.exit(1));
await installPeers();
const loadBefore = loadavg()[0] ?? Number.NaN;
say('Starting the system …');
await using system = await startBenchSystem();
const results: Results = {
  machine: await describeMachine(system, loadBefore),
  startUpMilliseconds: system.startUpMilliseconds,
  ...(await measureFloorAndUnits(system)),
  postgraphile: await measurePeer(system),
  overhead: await step('the gateway beside its peers', () => measureOverhead(system)),
  followers: await measureAllFollowers(system),
  // Last: nobody answers these, so a minute later thousands of them escalate.
  press: await measurePresses(system),
};

await mkdir(directory, { recursive: true });
const markdown = toMarkdown(results);
await writeFile(join(directory, 'results.json'), `${JSON.stringify(results, null, 2)}\n`);
await writeFile(join(directory, 'results.md'), markdown);
await writeFile(join(directory, 'results.svg'), toSvg(results));
console.log(`\n${markdown}\nWritten to ${directory}`);

async function step<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  say(`Measuring ${what} …`);
  return work();
}

/** One after the other, since each wants the whole machine. */
async function each<Load, Result>(
  entries: readonly Load[],
  measure: (load: Load) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const entry of entries) results.push(await measure(entry));
  return results;
}

async function measureFloorAndUnits({ adminUrl }: BenchSystem) {
  const url = await createPeerDatabase(adminUrl, 'floor');
  await using floor = await startPeer('floor.ts', { DATABASE_URL: url });
  return await step('the floor', async () => {
    await measureFloor(floor, warmUp);
    return {
      commitMilliseconds: await measureCommit(url),
      hopMilliseconds: await measureHop(floor.origin),
      floor: await each(loads, (load) => measureFloor(floor, load)),
    };
  });
}

async function measurePeer({ adminUrl }: BenchSystem) {
  const url = await createPeerDatabase(adminUrl, 'postgraphile', postgraphileTables);
  await using peer = await startPeer('postgraphile.mjs', { DATABASE_URL: url });
  return await step('PostGraphile', async () => {
    await measurePostgraphile(peer, warmUp);
    return await each(loads, (load) => measurePostgraphile(peer, load));
  });
}

function measurePresses(of: BenchSystem) {
  return step('presses', async () => {
    await measurePress(of, warmUp);
    return each(loads, (load) => measurePress(of, load));
  });
}

async function measureAllFollowers(of: BenchSystem) {
  const admin = new pg.Client(of.adminUrl);
  await admin.connect();
  const countConnections = async () => {
    const { rows } = await admin.query<{ count: string }>('select count(*) from pg_stat_activity');
    return Number(rows[0]?.count);
  };
  const needs = { countConnections, gatewayBytesBefore: residentBytes(of.pid('gateway')) };
  try {
    return await each(followerLoads, (load) =>
      step(`${load.followers} followers`, () => measureFollowers(of, load, needs)),
    );
  } finally {
    await admin.end();
  }
}

async function describeMachine({ adminUrl }: BenchSystem, load: number): Promise<Machine> {
  const admin = new pg.Client(adminUrl);
  await admin.connect();
  const { rows } = await admin.query<{ server_version: string }>('show server_version');
  await admin.end();
  return {
    measuredAt: new Date().toISOString().slice(0, 10),
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGibibytes: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    postgresql: rows[0]?.server_version ?? 'unknown',
    loadBefore: load,
  };
}
