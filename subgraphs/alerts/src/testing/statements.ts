import type { Pool, PoolClient } from 'pg';

type Query = (first: string | { readonly text: string }, ...rest: unknown[]) => unknown;

/**
 * Notes every statement that goes to the database through this pool, Prisma's too. `take` gives
 * those since the last time, in order. The log gives positions in a time of its own, to several acts
 * at once: that is left out.
 */
export function recordStatements(pool: Pool): { take(): string[] } {
  let statements: string[] = [];
  const seen = new WeakSet<PoolClient>();
  pool.on('acquire', (client) => {
    if (seen.has(client)) return;
    seen.add(client);
    const send = client.query.bind(client) as Query;
    const recorded: Query = (first, ...rest) => {
      const text = typeof first === 'string' ? first : first.text;
      if (!text.includes('pg_advisory_xact_lock')) statements.push(text);
      return send(first, ...rest);
    };
    Object.assign(client, { query: recorded });
  });
  return {
    take() {
      const taken = statements;
      statements = [];
      return taken;
    },
  };
}
