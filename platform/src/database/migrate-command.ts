import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { inspect } from 'node:util';
import { DatabaseError } from './connection.ts';
import { prepareDatabases } from './prepare.ts';
import { databaseName, databaseRoles, roleName, type PerRole } from './urls.ts';

const usage = `
Creates the databases and roles that are missing, applies new migrations, sets the grants.

  node platform/src/database/migrate-command.ts subgraphs/*

ADMIN_DATABASE_URL       a role that may create databases and roles; its database's name begins
                         theirs, unless DATABASE_PREFIX says otherwise
DATABASE_PASSWORDS_FILE  JSON: {"alert_button_people_owner": "…", "alert_button_people_app": "…",
                         "alert_button_people_reader": "…", …}
`;

/** Passwords come from a file: arguments and environments are seen by others of the machine. */
async function readPasswords(file: string): Promise<(database: string) => PerRole> {
  let passwords: Record<string, unknown>;
  try {
    passwords = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  } catch {
    throw new DatabaseError(`DATABASE_PASSWORDS_FILE: ${file} cannot be read as JSON`);
  }
  return (database) =>
    Object.fromEntries(
      databaseRoles.map((role) => {
        const password = passwords[roleName(database, role)];
        if (typeof password === 'string' && password.length >= 16) return [role, password];
        throw new DatabaseError(
          `DATABASE_PASSWORDS_FILE: "${roleName(database, role)}" needs 16 characters or more`,
        );
      }),
    ) as PerRole;
}

try {
  const adminUrl = process.env['ADMIN_DATABASE_URL'] ?? '';
  const file = process.env['DATABASE_PASSWORDS_FILE'] ?? '';
  const folders = process.argv.slice(2);
  if (!URL.canParse(adminUrl) || file === '' || folders.length === 0) {
    throw new DatabaseError(usage);
  }
  const prefix = process.env['DATABASE_PREFIX'] || databaseName(adminUrl);
  const subgraphs = Object.fromEntries(folders.map((folder) => [basename(folder), folder]));
  const prepared = await prepareDatabases(adminUrl, subgraphs, prefix, await readPasswords(file));
  for (const [name, { applied }] of Object.entries(prepared)) {
    process.stdout.write(`${name}: ${applied.join(', ') || 'up to date'}\n`);
  }
} catch (error) {
  const { code, message } = error as { code?: string; message: string };
  const isExpected = error instanceof DatabaseError || code !== undefined;
  process.stderr.write(`${isExpected ? message || code : inspect(error)}\n`);
  process.exitCode = 1;
}
