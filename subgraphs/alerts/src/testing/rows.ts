import type { Pool } from 'pg';

/** The tables one act writes to. */
export const actTables = [
  'alert',
  'event',
  'audit_entry',
  'press',
  'escalation_step',
  'alert_note',
  'alert_message',
] as const;

/** How many rows each table of an act has, as somebody who may read everything sees it. */
export async function countRows(admin: Pool): Promise<Record<string, number>> {
  const counts = actTables.map((table) => `(select count(*)::int from ${table}) as ${table}`);
  const { rows } = await admin.query<Record<string, number>>(`select ${counts.join(', ')}`);
  return rows[0] ?? {};
}

/** The whole database as text, table by table, binary columns in every form they might leak in. */
export async function dumpAsText(admin: Pool): Promise<string> {
  const { rows } = await admin.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname`,
  );
  const parts: string[] = [];
  for (const { name } of rows) {
    const table = await admin.query<Record<string, unknown>>(`select * from "${name}"`);
    for (const row of table.rows) {
      parts.push(name, JSON.stringify(row));
      for (const value of Object.values(row)) {
        if (Buffer.isBuffer(value)) parts.push(value.toString('latin1'), value.toString('hex'));
      }
    }
  }
  return parts.join('\n');
}
