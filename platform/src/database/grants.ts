import pg from 'pg';
import { withConnection } from './connection.ts';
import { roleName } from './urls.ts';

const quote = pg.escapeIdentifier;

interface Rule {
  readonly app: string;
  readonly reader: string;
  /** Columns the app may not name when it inserts: the database alone fills them. */
  readonly kept?: readonly string[];
}

/** Everything that no other rule names. */
const ordinary: Rule = { app: 'SELECT, INSERT, UPDATE, DELETE', reader: '' };

/**
 * Who may do what with which table or view, by its name. An audit trail that the service itself
 * could change or read back would prove nothing.
 */
const rules: ReadonlyMap<string, Rule> = new Map([
  ['audit_entry', { app: 'INSERT', reader: '', kept: ['at', 'sequence', 'is_sealed'] }],
  ['audit_seal', { app: '', reader: '' }],
  // What was told the public is not told otherwise.
  ['outcome_release', { app: 'SELECT, INSERT', reader: '' }],
  ['_prisma_migrations', { app: '', reader: '' }],
  ['events', { app: 'SELECT', reader: 'SELECT' }],
]);

/** Functions the app may run. They may have their owner's rights, so all others are closed. */
const appFunctions: readonly string[] = ['seal_audit'];

interface Relation {
  readonly name: string;
  readonly isSequence: boolean;
  readonly columns: readonly string[];
}

/**
 * Gives the app and reader roles exactly what the rules say on every table, view, sequence and
 * function of the schema `public`, and takes everything else away. Run it as the owner, after
 * migrating.
 *
 * @param roleOwner the database whose roles are meant; its own name unless it is a copy.
 */
export async function applyGrants(ownerUrl: string, roleOwner: string): Promise<void> {
  const app = quote(roleName(roleOwner, 'app'));
  const reader = quote(roleName(roleOwner, 'reader'));
  await withConnection(ownerUrl, async (client) => {
    const relations = await client.query<Relation>(`
      SELECT relname AS name, relkind = 'S' AS "isSequence", ARRAY(
        SELECT attname::text FROM pg_attribute
        WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum
      ) AS columns
      FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
      ORDER BY relname`);
    // Those of an extension are its owner's to open or close.
    const functions = await client.query<{ name: string; signature: string }>(`
      SELECT proname AS name, oid::regprocedure::text AS signature FROM pg_proc
      WHERE pronamespace = 'public'::regnamespace AND proowner = current_user::regrole
      ORDER BY proname`);
    const statements = [
      'BEGIN',
      // Serialises two preparations at once: a concurrent GRANT fails on the catalogue row.
      `SELECT pg_advisory_xact_lock(hashtext('grants'))`,
      'REVOKE ALL ON SCHEMA public FROM PUBLIC',
      `GRANT USAGE ON SCHEMA public TO ${app}, ${reader}`,
    ];
    for (const { name, isSequence, columns } of relations.rows) {
      const object = `${isSequence ? 'SEQUENCE' : 'TABLE'} public.${quote(name)}`;
      const rule = isSequence ? { app: 'USAGE', reader: '' } : (rules.get(name) ?? ordinary);
      statements.push(`REVOKE ALL ON ${object} FROM PUBLIC, ${app}, ${reader}`);
      if (rule.app !== '') {
        statements.push(`GRANT ${rule.app}${columnList(columns, rule)} ON ${object} TO ${app}`);
      }
      if (rule.reader !== '') statements.push(`GRANT ${rule.reader} ON ${object} TO ${reader}`);
    }
    for (const { name, signature } of functions.rows) {
      statements.push(`REVOKE ALL ON ROUTINE ${signature} FROM PUBLIC, ${app}, ${reader}`);
      if (appFunctions.includes(name)) {
        statements.push(`GRANT EXECUTE ON ROUTINE ${signature} TO ${app}`);
      }
    }
    await client.query([...statements, 'COMMIT'].join(';\n'));
  });
}

function columnList(columns: readonly string[], { kept }: Rule): string {
  if (kept === undefined) return '';
  const open = columns.filter((column) => !kept.includes(column));
  return ` (${open.map((column) => quote(column)).join(', ')})`;
}
