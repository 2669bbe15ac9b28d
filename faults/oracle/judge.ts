import type { ClientBase } from 'pg';
import { verifyTrails } from '@alert-button/platform/audit/verify-trails.ts';
import type { Journal } from '../load/journal.ts';
import type { World } from '../world/world.ts';
import { judgeEscalation } from './escalation.ts';
import { findings, type Finding } from './finding.ts';
import { judgeLog } from './log.ts';
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

/** Holds what somebody outside knows against what is stored. */
export async function judge(world: World, journal: Journal, db: ClientBase): Promise<Finding[]> {
  return [
    ...(await judgePresses(db, journal)),
    ...(await judgeLog(db)),
    ...(await judgeEscalation(db)),
    ...(await judgeScreens(db, journal)),
    ...(await judgeAudit(world)),
  ];
}
