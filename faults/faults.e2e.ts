import { expect, test } from '@jest/globals';
import { runCampaign } from './campaign/campaign.ts';
import { extents } from './campaign/schedule.ts';

/** Changes with what the run breaks first, and for how long; any value has to do. */
const seed = Number(process.env['SEED'] ?? 20261122);

test('broken in twelve ways under load, the system loses and repeats nothing acknowledged', async () => {
  const report = await runCampaign({
    extent: extents.short,
    seed,
    signal: new AbortController().signal,
    onBroken: () => undefined,
  });
  expect(report.findings).toEqual([]);
  expect(report.faults).toBeGreaterThanOrEqual(8);
  expect(report.acknowledged).toBe(report.presses);
  expect(report.alerts).toBe(report.presses);
  expect(report.alerts).toBeGreaterThanOrEqual(300);
  // A run in which nothing failed, or nobody was shown, took or escalated anything, proves nothing.
  expect(report.retries).toBeGreaterThan(0);
  expect(report.shown).toBeGreaterThan(report.alerts);
  expect(report.taken).toBeGreaterThan(0);
  expect(report.steps.taken).toBeGreaterThan(0);
  expect(report.steps.due).toBe(report.steps.taken);
  expect(report.called).toBeGreaterThan(0);
  expect(report.poisons).toBeGreaterThan(0);
  expect(report.letters).toBe(report.poisons);
}, 240_000);
