import pg from 'pg';
import { StartError } from '../start-error.ts';

/** The right of one supervisor to the databases of a prefix. */
export interface Claim {
  /** Gives the right back. */
  release(): Promise<void>;
}

/**
 * Takes the right to run the system on these databases. It hangs on a connection, so it ends with
 * the process that holds it, however that ends.
 *
 * @param onLost called when the connection ends on its own: the server is gone.
 * @throws StartError when another supervisor holds it.
 */
export async function claimDatabases(
  adminUrl: string,
  prefix: string,
  onLost: () => void,
): Promise<Claim> {
  const client = new pg.Client({ connectionString: adminUrl, application_name: 'supervisor' });
  let isReleased = false;
  client.on('error', () => undefined);
  client.once('end', () => {
    if (!isReleased) onLost();
  });
  await client.connect();
  const { rows } = await client.query<{ taken: boolean }>(
    `SELECT pg_try_advisory_lock(hashtext('supervisor'), hashtext($1)) AS taken`,
    [prefix],
  );
  const release = async () => {
    isReleased = true;
    await client.end().catch(() => undefined);
  };
  if (rows[0]?.taken === true) return { release };
  await release();
  throw new StartError('Another start already runs the system on these databases.');
}
