import { cpus, totalmem } from 'node:os';
import { withConnection } from '@alert-button/platform/database/connection.ts';
import type { Machine } from '../results.ts';

export async function describeMachine(adminUrl: string, loadBefore: number): Promise<Machine> {
  const postgresql = await withConnection(adminUrl, async (admin) => {
    const { rows } = await admin.query<{ server_version: string }>('show server_version');
    return rows[0]?.server_version ?? 'unknown';
  });
  return {
    measuredAt: new Date().toISOString().slice(0, 10),
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGibibytes: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    postgresql,
    loadBefore,
  };
}
