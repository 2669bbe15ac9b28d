/**
 * The same server seen as another database or another role: `url` with its database, user and
 * password replaced by those given, everything else (host, port, TLS parameters) kept.
 */
export function databaseUrl(
  url: string,
  change: { database?: string; user?: string; password?: string },
): string {
  const changed = new URL(url);
  if (change.database !== undefined) changed.pathname = `/${encodeURIComponent(change.database)}`;
  if (change.user !== undefined) changed.username = encodeURIComponent(change.user);
  if (change.password !== undefined) changed.password = encodeURIComponent(change.password);
  return changed.href;
}

/** The database a connection URL names; empty when it names none. */
export function databaseName(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

/** The three roles of every database: who owns it, who serves from it, who reads its events. */
export const databaseRoles = ['owner', 'app', 'reader'] as const;
export type DatabaseRole = (typeof databaseRoles)[number];

/** One value per role, for passwords and for connection URLs. */
export type PerRole = Readonly<Record<DatabaseRole, string>>;

/** The role's name on the server. Roles belong to the whole server, so the database is in it. */
export function roleName(database: string, role: DatabaseRole): string {
  return `${database}_${role}`;
}

/**
 * The URLs under which the three roles of `database` reach it.
 *
 * @param roleOwner the database whose roles they are; another one only for a copy.
 */
export function roleUrls(
  url: string,
  database: string,
  passwords: PerRole,
  roleOwner = database,
): PerRole {
  const urlOf = (role: DatabaseRole) =>
    databaseUrl(url, { database, user: roleName(roleOwner, role), password: passwords[role] });
  return { owner: urlOf('owner'), app: urlOf('app'), reader: urlOf('reader') };
}
