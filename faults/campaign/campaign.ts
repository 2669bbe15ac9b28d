import pg from 'pg';
import { seededRandom } from '../../gateway/tests/support/random.ts';
import { openClients } from '../load/clients.ts';
import { startHurrying } from '../load/hurrying.ts';
import { planDuty } from '../load/duty.ts';
import { createJournal } from '../load/journal.ts';
import { startPressing } from '../load/pressing.ts';
import { openScreens } from '../load/screens.ts';
import type { StepCounts } from '../oracle/escalation.ts';
import type { Finding } from '../oracle/finding.ts';
import { judge } from '../oracle/judge.ts';
import type { PreviousRelease } from '../world/previous.ts';
import { startWorld } from '../world/world.ts';
import { breakOnce, type Broken } from './breaking.ts';
import { comesTrue } from './patience.ts';
import { schedule, type Extent } from './schedule.ts';
import { settle } from './settling.ts';

export interface CampaignOptions {
  readonly extent: Extent;
  /** Decides the order of the faults, how long they last, who presses where. */
  readonly seed: number;
  /** The run begins with this release. */
  readonly previous?: PreviousRelease;
  readonly signal: AbortSignal;
  readonly onBroken: (broken: Broken) => void;
}

export interface Report {
  readonly seconds: number;
  readonly faults: number;
  /** Presses that were sent; those of them that somebody was told of; attempts that failed. */
  readonly presses: number;
  readonly acknowledged: number;
  readonly retries: number;
  /** Alerts in the database. */
  readonly alerts: number;
  readonly taken: number;
  /** Events that screens were shown, and how often a screen's line was made anew. */
  readonly shown: number;
  readonly connections: number;
  readonly steps: StepCounts;
  /** Events that nobody can apply; events that were put aside. */
  readonly poisons: number;
  readonly letters: number;
  /** Officers on duty whom steps called; pages queued for them, null where nothing pages. */
  readonly called: number;
  readonly pages: number | null;
  readonly longestRecoveryMilliseconds: number;
  readonly findings: readonly Finding[];
}

const enoughWithinMilliseconds = 300_000;

/** Breaks the running system under load, again and again, then judges what is left. */
export async function runCampaign(options: CampaignOptions): Promise<Report> {
  const { extent, seed, previous, signal, onBroken } = options;
  const begin = performance.now();
  const random = seededRandom(seed);
  await using world = await startWorld({ carrier: extent.carrier, previous, signal });
  await using closing = new AsyncDisposableStack();
  const journal = createJournal();
  await planDuty(world);
  const clients = await openClients(world);
  const screens = await openScreens(world, clients, journal, random);
  closing.defer(() => screens.close());
  const stopHurrying = startHurrying(world.adminUrl('alerts'), journal, random);
  closing.defer(stopHurrying);
  const pressing = await startPressing(world, clients, journal, random);
  closing.defer(async () => {
    pressing.giveUp();
    await pressing.end();
  });

  const scene = { world, pressing, journal };
  const broken: Broken[] = [];
  for (const fault of schedule(extent, random)) {
    const done = await breakOnce(fault, { scene, random, signal });
    broken.push(done);
    onBroken(done);
  }
  const acknowledged = () =>
    [...journal.presses.values()].filter(({ answers }) => answers.length > 0).length;
  await comesTrue(() => acknowledged() >= extent.alerts, enoughWithinMilliseconds, signal);

  await stopHurrying();
  const db = new pg.Client(world.adminUrl('alerts'));
  await db.connect();
  closing.defer(() => db.end());
  const settled = await settle(world, db, journal, pressing, signal);
  await screens.close();
  const verdict = await judge(world, journal, db, settled);
  const { findings, steps, alerts, letters, called, pages } = verdict;
  return {
    faults: broken.length,
    presses: journal.presses.size,
    acknowledged: acknowledged(),
    retries: [...journal.presses.values()].reduce((sum, { retries }) => sum + retries, 0),
    alerts,
    taken: journal.taken.size,
    shown: journal.screens.reduce((sum, { events }) => sum + events.length, 0),
    connections: journal.screens.reduce((sum, entry) => sum + entry.connections, 0),
    steps,
    poisons: journal.poisons.length,
    letters,
    called,
    pages,
    longestRecoveryMilliseconds: Math.max(
      0,
      ...broken.map(({ recoveryMilliseconds }) => recoveryMilliseconds),
    ),
    findings: [...broken.flatMap((done) => done.findings), ...findings],
    seconds: (performance.now() - begin) / 1000,
  };
}
