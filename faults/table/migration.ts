import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { subgraphFolders } from '@alert-button/dev/paths.ts';
import { migrateDatabase } from '@alert-button/platform/database/migrate.ts';
import type { Fault } from './fault.ts';

/** Locks what every press writes to, as each change of a table does. */
const change = (name: string) => `alter table alert add column "${name}" text;
  alter table event add column "${name}" text;`;

/** A migration that the next release might bring. */
async function migrateOnce(ownerUrl: string): Promise<void> {
  const name = `faults_${Date.now()}`;
  const folder = await mkdtemp(join(tmpdir(), 'alert-button-migration-'));
  try {
    await cp(join(subgraphFolders.alerts, 'prisma'), folder, { recursive: true });
    const file = join(folder, 'migrations', `99991231235959_${name}`);
    await mkdir(file);
    await writeFile(join(file, 'migration.sql'), change(name));
    await migrateDatabase(ownerUrl, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export const migrationFaults: readonly Fault[] = [
  {
    number: 'F13',
    name: 'a migration waits for a table that somebody reads for long',
    seconds: [3, 5],
    isHarmless: true,
    async inject({ world }) {
      const reader = new pg.Client(world.adminUrl('alerts'));
      reader.on('error', () => undefined);
      await reader.connect();
      await reader.query('begin; select id from alert limit 1');
      const migrating = migrateOnce(world.databases.alerts.owner);
      migrating.catch(() => undefined);
      return async () => {
        await reader.end();
        await migrating;
      };
    },
  },
];
