import pg from 'pg';

/** A database could not be prepared; the message is one line and holds no secret. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
}

/**
 * Runs `work` on one connection and closes it whatever happens. A connection that ends on its own
 * makes the running query fail; without the listener it would end the process instead.
 */
export async function withConnection<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 15_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Keys of the session locks taken while preparing databases; one number space per database. */
export const preparationLocks = { provision: 7_214_001, migrate: 7_214_002 } as const;

/**
 * Runs `work` while holding a session lock. It ends with the connection, so a killed process
 * leaves nothing locked behind.
 */
export async function withLock<T>(
  client: pg.Client,
  key: number,
  work: () => Promise<T>,
): Promise<T> {
  await client.query('SELECT pg_advisory_lock($1)', [key]);
  try {
    return await work();
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [key]).catch(() => undefined);
  }
}
