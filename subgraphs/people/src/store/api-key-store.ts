import type { ApiEnvironment, ApiKey, ApiKeyGrant, ApiScope } from '../domain/api-key.ts';
import type { ApiKey as ApiKeyRow } from './_generated/client.ts';
import type { Database, Transaction } from './database.ts';

/** Everything but the secret's hash, which leaves this file in one place only. */
export function toApiKey(row: ApiKeyRow): ApiKey {
  const { secretHash: _secretHash, environment, scopes, ...key } = row;
  return {
    ...key,
    environment: environment as ApiEnvironment,
    scopes: scopes as readonly ApiScope[],
  };
}

/** The key, locked until the transaction ends, or null. */
export async function takeApiKey(transaction: Transaction, id: string): Promise<ApiKey | null> {
  await transaction.$queryRaw`select 1 from api_key where id = ${id}::uuid for update`;
  const row = await transaction.apiKey.findUnique({ where: { id } });
  return row === null ? null : toApiKey(row);
}

export async function insertApiKey(
  transaction: Transaction,
  names: { readonly id: string; readonly publicId: string; readonly secretHash: Uint8Array },
  { organisationId, environment, scopes, label, expiresAt }: ApiKeyGrant,
): Promise<ApiKey> {
  const row = await transaction.apiKey.create({
    data: {
      id: names.id,
      publicId: names.publicId,
      secretHash: new Uint8Array(names.secretHash),
      organisationId,
      environment,
      scopes: [...scopes],
      label,
      expiresAt,
    },
  });
  return toApiKey(row);
}

export async function updateApiKey(
  transaction: Transaction,
  id: string,
  change: Partial<Pick<ApiKey, 'expiresAt' | 'revokedAt' | 'replacedBy'>>,
): Promise<ApiKey> {
  return toApiKey(await transaction.apiKey.update({ where: { id }, data: change }));
}

/** What it takes to judge a key that somebody sent. */
export interface StoredApiKey {
  readonly secretHash: Uint8Array;
  readonly organisationId: string;
  readonly environment: ApiEnvironment;
  readonly scopes: readonly ApiScope[];
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly isOrganisationDisabled: boolean;
}

export interface ApiKeyLookUp {
  /** Null: there is no such key. */
  readonly stored: StoredApiKey | null;
  /** By the database's clock. */
  readonly now: Date;
}

/**
 * Looks a key up by its public id. The database answers with one row whether there is such a key
 * or not.
 */
export async function lookUpApiKey(database: Database, publicId: string): Promise<ApiKeyLookUp> {
  const { rows } = await database.pool.query<
    { now: Date; secretHash: Buffer | null } & Omit<StoredApiKey, 'secretHash'>
  >({
    name: 'look-up-api-key',
    text: `select clock_timestamp() as now, k.secret_hash as "secretHash",
             k.organisation_id as "organisationId", k.environment, k.scopes,
             k.expires_at as "expiresAt", k.revoked_at as "revokedAt",
             o.is_disabled as "isOrganisationDisabled"
           from (values ($1)) as asked (public_id)
             left join api_key k on k.public_id = asked.public_id
             left join organisation o on o.id = k.organisation_id`,
    values: [publicId],
  });
  const [row] = rows;
  if (row === undefined) throw new Error('A look-up without an answer');
  const { now, secretHash, ...rest } = row;
  return { now, stored: secretHash === null ? null : { ...rest, secretHash } };
}

/** Notes that the key was used, at most once a minute. */
export async function touchApiKey(database: Database, publicId: string): Promise<void> {
  await database.pool.query(
    `update api_key set last_used_at = clock_timestamp()
     where public_id = $1
       and (last_used_at is null or last_used_at < clock_timestamp() - interval '1 minute')`,
    [publicId],
  );
}
