import type { ClientBase } from 'pg';
import { verifyTrails } from '@alert-button/platform/audit/verify-trails.ts';
import type { Journal } from '../load/journal.ts';
import type { World } from '../world/world.ts';
import { judgeConsumers } from './consumers.ts';
import type { Settled } from '../campaign/settling.ts';
import { countSteps, judgeEscalation, type StepCounts } from './escalation.ts';
import { findings, type Finding } from './finding.ts';
import { judgeLog } from './log.ts';
import { judgePages } from './pages.ts';
import { judgePresses } from './presses.ts';
import { judgeScreens } from './screens.ts';

async function judgeAudit({ databases, checkpointFile, secrets }: World): Promise<Finding[]> {
  const said: string[] = [];
  const owners = Object.entries(databases).map(([name, { owner }]) => [name, owner]);
  const trails = {
    databaseUrls: Object.fromEntries(owners) as Record<string, string>,
    checkpointFile,
    keys: [secrets.auditCheckpointKey],
  };
  const isWhole = await verifyTrails(trails, (line) => said.push(line));
  return isWhole ? [] : findings('AUDIT_BROKEN', said);
}

export interface Verdict {
  readonly findings: readonly Finding[];
  readonly steps: StepCounts;
  /** How many alerts there are. */
  readonly alerts: number;
  /** Events that were put aside. */
  readonly letters: number;
  /** Officers whom steps called; pages queued for them, null where nothing pages. */
  readonly called: number;
  readonly pages: number | null;
}

/**
 * Holds what somebody outside knows against what is stored at one moment: escalation goes on.
 *
 * @param settled up to where screens and consumers were waited for.
 */
export async function judge(
  world: World,
  journal: Journal,
  db: ClientBase,
  { end, heads }: Settled,
): Promise<Verdict> {
  await db.query('begin isolation level repeatable read read only');
  const { rows } = await db.query<{ alerts: number }>(
    'select count(*)::integer as alerts from alert',
  );
  const following = await judgeConsumers(world, journal, heads);
  const paging = await judgePages(world, end);
  const verdict = {
    findings: [
      ...(await judgePresses(db, journal)),
      ...(await judgeLog(db)),
      ...(await judgeEscalation(db)),
      ...(await judgeScreens(db, journal, end)),
      ...(await judgeAudit(world)),
      ...following.findings,
      ...paging.findings,
    ],
    steps: await countSteps(db),
    alerts: rows[0]?.alerts ?? 0,
    letters: following.letters,
    called: paging.called,
    pages: paging.pages,
  };
  await db.query('rollback');
  return verdict;
}
