import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { latencyOf, type Latency } from '../measure/latency.ts';
import { pace, timesOf } from '../measure/pace.ts';
import type { Say } from '../say.ts';
import type { BenchSystem } from '../system/bench-system.ts';
import { openCaseWorker } from '../system/case-worker.ts';
import { registerProviders } from '../system/legal-aid-providers.ts';
import { openPhones } from '../system/phones.ts';
import { createPressMaker } from '../system/presses.ts';

export interface MatchingLoad {
  readonly perSecond: number;
  /** How long each alert is made a matter of. */
  readonly seconds: number;
  /** How long alerts are answered and nothing more, before and again afterwards. */
  readonly withoutSeconds: number;
  readonly providers: number;
}

export interface MatchingResult {
  readonly load: MatchingLoad;
  readonly alerts: number;
  /** Presses that were not stored, and alerts that did not become a matter. */
  readonly failed: number;
  /** From the moment a press was due to its being stored and answered. */
  readonly without: Latency;
  readonly with: Latency;
  /** How long `openMatter` took, its first offer with it. */
  readonly opening: Latency;
  readonly offers: Readonly<Record<string, number>>;
  readonly matters: Readonly<Record<string, number>>;
  /** By the clock of the database. */
  readonly untilAccepted: Latency;
  /** The most that any provider had offered or taken at one moment, as a share of their capacity. */
  readonly fullest: number;
  /** Matters of who has fewest and of who has most. */
  readonly spread: readonly [number, number];
}

/** More than come, by so much: some say no, and whoever said no is not asked again. */
const room = 1.1;
const drainSeconds = 120;

/** A raid for ten minutes: alerts come by the clock, are answered, and become matters at once. */
export async function measureMatching(
  system: BenchSystem,
  load: MatchingLoad,
  say: Say,
): Promise<MatchingResult> {
  const { perSecond, seconds, withoutSeconds } = load;
  await using closing = new AsyncDisposableStack();
  const pool = new pg.Pool({ connectionString: system.databases['legal-aid'].owner, max: 2 });
  closing.defer(() => pool.end());
  const capacity = Math.ceil((perSecond * seconds * room) / load.providers);
  say(`registering ${load.providers} providers who can bear ${capacity} each`);
  const providers = closing.use(await registerProviders(system, load.providers, capacity));
  const phones = closing.use(openPhones(system, 64));
  const worker = closing.use(await openCaseWorker(system));
  const prepare = await createPressMaker(system.secrets);

  const under = new Set<Promise<void>>();
  const opened: number[] = [];
  let failed = 0;
  async function press(how: 'with' | 'without', lasting: number): Promise<readonly number[]> {
    say(`presses ${how} matters, ${lasting} s`);
    const paced = await pace({ perSecond, seconds: lasting }, async () => {
      const alertId = await phones.press(await prepare());
      const work =
        how === 'with'
          ? worker.openMatter(alertId).then((milliseconds) => void opened.push(milliseconds))
          : worker.acknowledge(alertId);
      const over = work
        .catch((error: unknown) => {
          say(String(error));
          failed += 1;
        })
        .finally(() => under.delete(over));
      under.add(over);
    });
    failed += paced.failed;
    await Promise.all(under);
    return timesOf(paced.arrivals);
  }

  await press('without', Math.min(20, withoutSeconds));
  const before = await press('without', withoutSeconds);
  const during = await press('with', seconds);
  const end = performance.now() + drainSeconds * 1000;
  while (performance.now() < end) {
    const { OFFERED: open = 0, UNMATCHED: unmatched = 0 } = await countBy(pool, 'matter');
    if (open + unmatched === 0) break;
    await delay(1_000);
  }
  await providers.stop();
  const after = await press('without', withoutSeconds);

  return {
    load,
    alerts: opened.length,
    failed,
    without: latencyOf([...before, ...after]),
    with: latencyOf(during),
    opening: latencyOf(opened),
    offers: await countBy(pool, 'matter_offer'),
    matters: await countBy(pool, 'matter'),
    untilAccepted: latencyOf(await timesUntilAccepted(pool)),
    ...(await burdens(pool)),
  };
}

async function countBy(
  pool: pg.Pool,
  table: 'matter' | 'matter_offer',
): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ status: string; count: number }>(
    `select status, count(*)::integer from ${table} group by status order by status`,
  );
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
}

async function timesUntilAccepted(pool: pg.Pool): Promise<number[]> {
  const { rows } = await pool.query<{ milliseconds: number }>(
    `select extract(epoch from answered_at - opened_at)::float * 1000 as milliseconds
     from matter join matter_offer offer on offer.matter_id = matter.id
     where offer.status = 'ACCEPTED'`,
  );
  return rows.map(({ milliseconds }) => milliseconds);
}

/** Told from when each offer was made and answered, not from the rows that keep to the capacity. */
async function burdens(pool: pg.Pool): Promise<Pick<MatchingResult, 'fullest' | 'spread'>> {
  const { rows } = await pool.query<{ most: number; taken: number; capacity: number }>(
    `with change as (
       select provider_id, offered_at as at, 1 as by from matter_offer
       union all
       select provider_id, answered_at, -1 from matter_offer where status <> 'ACCEPTED'
         and answered_at is not null
     ), running as (
       select provider_id, sum(by) over (partition by provider_id order by at, by) as had from change
     )
     select capacity,
       coalesce((select max(had) from running where provider_id = provider.id), 0)::integer as most,
       (select count(*) from matter_offer where provider_id = provider.id
          and status = 'ACCEPTED')::integer as taken
     from provider`,
  );
  const taken = rows.map((row) => row.taken);
  return {
    fullest: Math.max(...rows.map(({ most, capacity }) => most / capacity)),
    spread: [Math.min(...taken), Math.max(...taken)],
  };
}
