import { withConnection } from '@alert-button/platform/database/connection.ts';
import type { World } from '../world/world.ts';
import { findings, type Finding } from './finding.ts';

/** Each step that called officers on duty, and whom. */
const called = `
  select 'page/' || id || '/' || officer as key
  from event, jsonb_array_elements_text(payload -> 'dutyOfficerIds') as officer
  where kind = 'ESCALATED' and position <= $1 and not (payload ->> 'isDrill')::boolean`;

export interface Paging {
  readonly findings: readonly Finding[];
  /** Officers called by steps, and pages queued for them; null where nothing pages. */
  readonly called: number;
  readonly pages: number | null;
}

/**
 * Every officer on duty whom a step called is paged for it, once.
 *
 * @param end of the log, up to which its consumers were waited for.
 */
export async function judgePages(world: World, end: number): Promise<Paging> {
  const steps = await withConnection(world.adminUrl('alerts'), async (db) => {
    return (await db.query<{ key: string }>(called, [end])).rows.map(({ key }) => key);
  });
  const queued = await withConnection(world.adminUrl('consulates'), async (db) => {
    const { rows } = await db.query<{ there: boolean }>(
      `select to_regclass('message') is not null as there`,
    );
    if (rows[0]?.there !== true) return null;
    const query = `select once_key as key from message where once_key like 'page/%'`;
    return (await db.query<{ key: string }>(query)).rows.map(({ key }) => key);
  });
  if (queued === null) return { findings: [], called: steps.length, pages: null };
  const sent = new Set(queued);
  return {
    called: steps.length,
    pages: queued.length,
    findings: [
      ...findings(
        'PAGE_MISSING',
        steps.filter((key) => !sent.has(key)),
      ),
      ...findings('PAGE_TWICE', queued.length === sent.size ? [] : ['the queue holds a key twice']),
    ],
  };
}
