import { setTimeout as delay } from 'node:timers/promises';
import { startPostgres, type PostgresServer } from '../postgres.ts';
import { StartError } from '../start-error.ts';
import { claimDatabases, type Claim } from './claim.ts';
import { say } from './progress.ts';

const retryMilliseconds = 1_000;

/** The server of the running system, started again when it ends on its own. */
export interface PostgresKeeper {
  readonly server: PostgresServer;
  /** Ends the server; one that is not ours is left alone. */
  stop(mode?: 'fast' | 'immediate'): Promise<void>;
}

/**
 * Starts the server, claims its databases for this supervisor, and keeps both until stopped. The
 * server comes back at the same address, so the services find it again by themselves.
 *
 * @throws StartError when the server cannot be used, or another supervisor uses these databases;
 *   such a server is left running.
 */
export async function keepPostgres(
  directory: string,
  password: string,
  externalUrl: string | undefined,
): Promise<PostgresKeeper> {
  let isStopping = false;
  let claim: Claim | undefined;
  let recovery: Promise<void> | undefined;

  const open = async () => {
    const server = await startPostgres(directory, password, externalUrl);
    claim = await claimDatabases(server.adminUrl, server.databasePrefix, () => {
      if (isStopping) return;
      say('  ! PostgreSQL has ended, starting it again');
      recovery = recover();
    });
    return server;
  };

  const recover = async () => {
    while (!isStopping) {
      try {
        await open();
        return say('  ✓ PostgreSQL runs again');
      } catch (error) {
        say(`  ! ${error instanceof StartError ? error.message : String(error)}`);
        await delay(retryMilliseconds);
      }
    }
  };

  const server = await open();
  return {
    server,
    async stop(mode) {
      isStopping = true;
      if (mode !== 'immediate') await recovery;
      await claim?.release();
      await server.stop(mode);
    },
  };
}
