import type { Pool } from 'pg';
import { until } from '@alert-button/platform/testing/until.ts';

/** Waits until every event so far has its position: only then feeds and timelines show it. */
export async function placed(admin: Pool): Promise<void> {
  await until(async () => {
    const { rows } = await admin.query('select from event where position is null');
    return rows.length === 0;
  }, 'every event has its position');
}
