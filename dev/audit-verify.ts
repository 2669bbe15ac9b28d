import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  describeFailure,
  exitCodes,
  readTrailsToVerify,
  verifyTrails,
  type TrailsToVerify,
} from '@alert-button/platform/audit/verify-trails.ts';
import { subgraphDatabase } from '@alert-button/platform/database/prepare.ts';
import { roleUrls } from '@alert-button/platform/database/urls.ts';
import { auditCheckpointFile, dataDirectory, subgraphNames } from './paths.ts';
import { startPostgres, type PostgresServer } from './postgres.ts';
import { databasePasswords, loadSecrets, superuserPassword } from './secrets.ts';
import { claimDatabases } from './start/claim.ts';
import { StartError } from './start-error.ts';

/*
 * `npm run audit:verify`: verifies the audit trails of this installation, running or stopped; or,
 * with DATABASE_URLS, those of any other. Ends with 0 when all are whole, with 1 when one is not,
 * with 2 when that cannot be told.
 */
try {
  const isWhole = process.env['DATABASE_URLS']
    ? await verifyTrails(readTrailsToVerify(), say)
    : await verifyInstallation(dataDirectory());
  process.exit(isWhole ? exitCodes.whole : exitCodes.notWhole);
} catch (error) {
  process.stderr.write(`audit:verify: ${describeFailure(error)}\n`);
  process.exit(exitCodes.notVerified);
}

function say(line: string): void {
  console.log(`  ${line}`);
}

async function verifyInstallation(directory: string): Promise<boolean> {
  if ((await stat(join(directory, 'secrets.json')).catch(() => undefined)) === undefined) {
    throw new StartError(`There is no system in ${directory}: start one with \`npm start\`.`);
  }
  const secrets = await loadSecrets(directory);
  const password = superuserPassword(secrets);
  const server = await startPostgres(directory, password, process.env['DATABASE_URL']);
  try {
    const urls = subgraphNames.map((name) => {
      const database = subgraphDatabase(server.databasePrefix, name);
      const passwords = databasePasswords(secrets, database);
      return [name, roleUrls(server.adminUrl, database, passwords).owner] as const;
    });
    const trails: TrailsToVerify = {
      databaseUrls: Object.fromEntries(urls),
      checkpointFile: auditCheckpointFile(directory),
      keys: [secrets.auditCheckpointKey],
    };
    return await verifyTrails(trails, say);
  } finally {
    await stopIfUnused(server);
  }
}

/** Whoever holds the claim runs a system on this server; it stays for them. */
async function stopIfUnused(server: PostgresServer): Promise<void> {
  const claim = await claimDatabases(server.adminUrl, server.databasePrefix, () => undefined).catch(
    () => undefined,
  );
  if (claim === undefined) return;
  await claim.release();
  await server.stop();
}
