import pg from 'pg';
import { withConnection } from './connection.ts';
import { roleName } from './urls.ts';

const quote = pg.escapeIdentifier;

interface Rule {
  readonly app: string;
  readonly reader: string;
}

/** Everything that no other rule names. */
const ordinary: Rule = { app: 'SELECT, INSERT, UPDATE, DELETE', reader: '' };

/**
 * Who may do what with which table or view, by its name. An audit trail that the service itself
 * could change or read back would prove nothing.
 */
const rules: ReadonlyMap<string, Rule> = new Map([
  ['audit_entry', { app: 'INSERT', reader: '' }],
  ['_prisma_migrations', { app: '', reader: '' }],
  ['events', { app: 'SELECT', reader: 'SELECT' }],
]);

/**
 * Gives the app and reader roles exactly what the rules say on every table, view and sequence of
 * the schema `public`, and takes everything else away. Run it as the owner, after migrating.
 *
 * @param roleOwner the database whose roles are meant; its own name unless it is a copy.
 */
export async function applyGrants(ownerUrl: string, roleOwner: string): Promise<void> {
  const app = quote(roleName(roleOwner, 'app'));
  const reader = quote(roleName(roleOwner, 'reader'));
  await withConnection(ownerUrl, async (client) => {
    const { rows } = await client.query<{ name: string; isSequence: boolean }>(`
      SELECT relname AS name, relkind = 'S' AS "isSequence" FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
      ORDER BY relname`);
    const statements = [
      'BEGIN',
      // Serialises two preparations at once: a concurrent GRANT fails on the catalogue row.
      `SELECT pg_advisory_xact_lock(hashtext('grants'))`,
      'REVOKE ALL ON SCHEMA public FROM PUBLIC',
      `GRANT USAGE ON SCHEMA public TO ${app}, ${reader}`,
    ];
    for (const { name, isSequence } of rows) {
      const object = `${isSequence ? 'SEQUENCE' : 'TABLE'} public.${quote(name)}`;
      const rule = isSequence ? { app: 'USAGE', reader: '' } : (rules.get(name) ?? ordinary);
      statements.push(`REVOKE ALL ON ${object} FROM PUBLIC, ${app}, ${reader}`);
      if (rule.app !== '') statements.push(`GRANT ${rule.app} ON ${object} TO ${app}`);
      if (rule.reader !== '') statements.push(`GRANT ${rule.reader} ON ${object} TO ${reader}`);
    }
    await client.query([...statements, 'COMMIT'].join(';\n'));
  });
}
