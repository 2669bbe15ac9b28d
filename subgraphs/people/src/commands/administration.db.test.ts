import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import {
  ConflictError,
  InvalidInputError,
  NotFoundError,
  UnauthenticatedError,
} from '@alert-button/platform/errors.ts';
import { createLog } from '@alert-button/platform/log.ts';
import { createTestDatabase, type TestDatabase } from '@alert-button/platform/testing/database.ts';
import { until } from '@alert-button/platform/testing/until.ts';
import { anonymous, type Viewer } from '@alert-button/platform/viewer.ts';
import type { OrganisationAccount } from '../domain/organisation.ts';
import { openDatabase, type Database } from '../store/database.ts';
import { listRevocations } from '../store/revocation-store.ts';
import { createAdministrationCommands } from './administration.ts';
import type { IssuedApiKey } from './create-api-key.ts';
import { createStoredKeyVerifier, type VerifyApiKey } from './verify-api-key.ts';

type Commands = ReturnType<typeof createAdministrationCommands>;

const closing = new AsyncDisposableStack();
let testDatabase: TestDatabase;
let database: Database;
let admin: pg.Client;
let commands: Commands;
let verify: VerifyApiKey;
let announced = 0;

const officer: Viewer = { kind: 'OFFICER', officerId: 'boss', desk: 'national', role: 'OFFICER' };
const asking = {
  viewer: { ...officer, role: 'ADMINISTRATOR' } as Viewer,
  requestId: 'test-request',
};

beforeAll(async () => {
  const log = createLog('people', 'silent');
  testDatabase = closing.use(await createTestDatabase('people'));
  database = closing.use(openDatabase(testDatabase.app, log));
  admin = new pg.Client(testDatabase.admin);
  await admin.connect();
  closing.defer(() => admin.end());
  commands = createAdministrationCommands({ database, announce: () => (announced += 1) });
  verify = closing.use(createStoredKeyVerifier(database, log)).verify;
});

afterAll(() => closing.disposeAsync());

beforeEach(async () => {
  await admin.query(
    'truncate organisation, api_key, officer_access, revocation, event, audit_entry cascade',
  );
  announced = 0;
});

const organisation = (name = 'Casa del Migrante'): Promise<OrganisationAccount> =>
  commands.createOrganisation(asking, { name });

const keyOf = ({ id }: OrganisationAccount, expiresAt: Date | null = null): Promise<IssuedApiKey> =>
  commands.createApiKey(asking, {
    organisationId: id,
    environment: 'LIVE',
    scopes: ['alerts:raise', 'alerts:follow'],
    label: 'Legal line',
    expiresAt,
  });

async function audits() {
  const { rows } = await admin.query<{ action: string; subject: string; facts: object }>(
    `select action, subject_id as subject, facts from audit_entry
     where actor_kind = 'OFFICER' and actor_id = 'boss' and request_id = 'test-request' order by at`,
  );
  return rows;
}

async function events() {
  const { rows } = await admin.query<{ kind: string; subject_id: string; feeds: string[] }>(
    'select kind, subject_id, feeds from event order by sequence',
  );
  return rows.map(({ kind, subject_id: subject, feeds }) => [kind, subject, ...feeds]);
}

describe('an act of administration', () => {
  test('leaves its audit entry and its event in one transaction, and announces', async () => {
    const { id } = await organisation();
    expect(await audits()).toEqual([
      { action: 'createOrganisation', subject: id, facts: { outcome: 'DONE' } },
    ]);
    expect(await events()).toEqual([['ORGANISATION_CREATED', id]]);
    expect(announced).toBe(1);
  });

  test('that fails leaves nothing', async () => {
    await organisation();
    await expect(organisation()).rejects.toThrow(ConflictError);
    expect(await audits()).toHaveLength(1);
    expect(await events()).toHaveLength(1);
    expect(announced).toBe(1);
  });

  test('is not there for anybody else, nor is what administrators read', async () => {
    const { id: organisationId } = await organisation();
    const person: Viewer = {
      kind: 'PERSON',
      personId: 'p',
      deviceKey: 'd',
      homeConsulate: null,
      environment: 'LIVE',
    };
    const asOrganisation: Viewer = {
      kind: 'ORGANISATION',
      organisationId,
      keyId: 'k',
      scopes: ['alerts:raise'],
      environment: 'LIVE',
    };
    const operator: Viewer = { ...officer, role: 'OPERATOR' };
    const page = { first: 1, after: null };
    for (const viewer of [officer, operator, person, asOrganisation, anonymous]) {
      const other = { viewer, requestId: 'other' };
      const refusal = viewer === anonymous ? UnauthenticatedError : NotFoundError;
      const acts = [
        () => commands.createOrganisation(other, { name: 'Another' }),
        () => commands.disableOrganisation(other, { organisationId }),
        () => commands.enableOrganisation(other, { organisationId }),
        () =>
          commands.createApiKey(other, {
            organisationId,
            environment: 'LIVE',
            scopes: ['alerts:raise'],
            label: 'x',
          }),
        () => commands.rotateApiKey(other, { apiKeyId: organisationId, overlapHours: 1 }),
        () => commands.revokeApiKey(other, { apiKeyId: organisationId }),
        () => commands.revokeOfficerAccess(other, { officerId: 'o', reason: 'MISUSE' }),
        () => commands.restoreOfficerAccess(other, { officerId: 'o' }),
        () => commands.readOrganisations(other, page),
        () => commands.readOrganisation(other, organisationId),
        () => commands.readOfficerAccess(other, { officerId: null, ...page }),
      ];
      for (const act of acts) await expect(act()).rejects.toThrow(refusal);
    }
    expect(await events()).toHaveLength(1);
  });
});

describe('a key', () => {
  test('opens what it is good for, from the moment it is made', async () => {
    const { id: organisationId } = await organisation();
    const { apiKey, token } = await keyOf(await organisation('Another'));
    expect(await verify(token)).toEqual({
      viewer: {
        kind: 'ORGANISATION',
        organisationId: apiKey.organisationId,
        keyId: apiKey.publicId,
        scopes: ['alerts:raise', 'alerts:follow'],
        environment: 'LIVE',
      },
      expiresAt: null,
    });
    expect(apiKey.organisationId).not.toBe(organisationId);
  });

  test('leaves no trace of its secret anywhere in the database', async () => {
    const { token } = await keyOf(await organisation());
    await verify(token);
    const secret = token.slice(-43);
    const { rows } = await admin.query<{ text: string }>(
      `select (select json_agg(k) from api_key k)::text || (select json_agg(e) from event e)::text
         || (select json_agg(a) from audit_entry a)::text as text`,
    );
    expect(rows[0]?.text).toContain(token.split('_')[2]);
    expect(rows[0]?.text).not.toContain(secret);
    expect(rows[0]?.text).not.toContain(Buffer.from(secret, 'base64url').toString('hex'));
  });

  test('tells roughly when it was last used', async () => {
    const { id } = await organisation();
    const { token } = await keyOf({ id } as OrganisationAccount);
    const lastUsedAt = async () =>
      (await commands.readOrganisation(asking, id))?.keys[0]?.lastUsedAt ?? null;
    expect(await lastUsedAt()).toBeNull();
    await verify(token);
    await until(async () => (await lastUsedAt()) !== null, 'the use is noted');
    const first = await lastUsedAt();
    await verify(token);
    expect(await lastUsedAt()).toEqual(first);
  });

  test('that was revoked opens nothing, and the gateways are told; again changes nothing', async () => {
    const { apiKey, token } = await keyOf(await organisation());
    const revoked = await commands.revokeApiKey(asking, { apiKeyId: apiKey.id });
    expect(revoked.revokedAt).not.toBeNull();
    expect(await verify(token)).toBeNull();
    expect(await listRevocations(database)).toEqual([
      { kind: 'KEY', id: apiKey.publicId, inMilliseconds: 0 },
    ]);
    expect((await events()).slice(-2)).toEqual([
      ['REVOCATION_CHANGED', `KEY:${apiKey.publicId}`, 'revocations'],
      ['API_KEY_REVOKED', apiKey.publicId],
    ]);
    expect(await commands.revokeApiKey(asking, { apiKeyId: apiKey.id })).toEqual(revoked);
    expect(announced).toBe(3);
    expect((await audits()).at(-1)?.facts).toMatchObject({ outcome: 'UNCHANGED' });
  });

  test('and the one that takes its place are both valid during the overlap', async () => {
    const old = await keyOf(await organisation());
    const input = { apiKeyId: old.apiKey.id, overlapHours: 168 };
    const next = await commands.rotateApiKey(asking, input);
    expect(await verify(old.token)).not.toBeNull();
    expect(await verify(next.token)).toMatchObject({ viewer: { keyId: next.apiKey.publicId } });
    const [ending] = await listRevocations(database);
    expect(ending).toMatchObject({ kind: 'KEY', id: old.apiKey.publicId });
    expect(ending?.inMilliseconds).toBeGreaterThan(167 * 3_600_000);
    const account = await commands.readOrganisation(asking, old.apiKey.organisationId);
    expect(account?.keys[0]?.replacedBy).toBe(next.apiKey.id);
    await expect(commands.rotateApiKey(asking, input)).rejects.toThrow(ConflictError);
  });

  test('rotated without an overlap is over at once', async () => {
    const old = await keyOf(await organisation());
    await commands.rotateApiKey(asking, { apiKeyId: old.apiKey.id, overlapHours: 0 });
    expect(await verify(old.token)).toBeNull();
  });

  test('of two rotations at once gets one successor', async () => {
    const { apiKey } = await keyOf(await organisation());
    const rotate = () => commands.rotateApiKey(asking, { apiKeyId: apiKey.id, overlapHours: 1 });
    const outcomes = await Promise.allSettled([rotate(), rotate()]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('that ends by itself opens nothing after that', async () => {
    const { apiKey, token } = await keyOf(await organisation(), new Date(Date.now() + 60_000));
    expect((await verify(token))?.expiresAt).toEqual(apiKey.expiresAt);
    await admin.query(`update api_key set expires_at = clock_timestamp()`);
    expect(await verify(token)).toBeNull();
  });

  test.each(['', 'nothing', '00000000-0000-4000-8000-000000000000'])(
    'is made for no organisation %j',
    async (id) => {
      await expect(keyOf({ id } as OrganisationAccount)).rejects.toThrow(NotFoundError);
      const input = { apiKeyId: id, overlapHours: 1 };
      await expect(commands.rotateApiKey(asking, input)).rejects.toThrow(NotFoundError);
      await expect(commands.revokeApiKey(asking, input)).rejects.toThrow(NotFoundError);
    },
  );
});

describe('an organisation', () => {
  test('that is disabled is shut out with all its keys, and let in again with them', async () => {
    const account = await organisation();
    const { token } = await keyOf(account);
    const input = { organisationId: account.id };
    expect((await commands.disableOrganisation(asking, input)).isDisabled).toBe(true);
    expect(await verify(token)).toBeNull();
    expect(await listRevocations(database)).toEqual([
      { kind: 'ORGANISATION', id: account.id, inMilliseconds: 0 },
    ]);
    await expect(keyOf(account)).rejects.toThrow(ConflictError);
    expect((await commands.enableOrganisation(asking, input)).isDisabled).toBe(false);
    expect(await verify(token)).not.toBeNull();
    expect(await listRevocations(database)).toEqual([]);
    await commands.enableOrganisation(asking, input);
    expect((await audits()).at(-1)?.facts).toEqual({ outcome: 'UNCHANGED' });
  });

  test('has a name of its own', async () => {
    await expect(organisation(' ')).rejects.toThrow(InvalidInputError);
    await expect(organisation('x'.repeat(201))).rejects.toThrow(InvalidInputError);
    const names = await Promise.allSettled([organisation(), organisation()]);
    expect(names.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('is found in pages, in the order of creation', async () => {
    const names = ['Three', 'One', 'Two'];
    for (const name of names) await organisation(name);
    const first = await commands.readOrganisations(asking, { first: 2, after: null });
    const after = first.pageInfo.endCursor;
    const rest = await commands.readOrganisations(asking, { first: 2, after });
    expect([...first.nodes, ...rest.nodes].map(({ name }) => name)).toEqual(names);
    expect([first, rest].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, false]);
    for (const wrong of [
      { first: 101, after: null },
      { first: 1, after: 'x' },
    ]) {
      await expect(commands.readOrganisations(asking, wrong)).rejects.toThrow(InvalidInputError);
    }
    expect(await commands.readOrganisation(asking, 'x')).toBeNull();
  });
});

describe('an officer', () => {
  const input = { officerId: 'officer-tucson', reason: 'LEFT_POST' } as const;

  test('is shut out, and let in again', async () => {
    const access = await commands.revokeOfficerAccess(asking, input);
    expect(access).toMatchObject({ ...input, revokedBy: 'boss', restoredAt: null, version: 1 });
    const shutOut = { kind: 'OFFICER', id: input.officerId, inMilliseconds: 0 };
    expect(await listRevocations(database)).toEqual([shutOut]);
    expect(await commands.revokeOfficerAccess(asking, input)).toEqual(access);
    const restored = await commands.restoreOfficerAccess(asking, input);
    expect(restored).toMatchObject({ restoredBy: 'boss', version: 2 });
    expect(await listRevocations(database)).toEqual([]);
    await commands.revokeOfficerAccess(asking, { ...input, reason: 'MISUSE' });
    const page = { first: 10, after: null };
    const one = await commands.readOfficerAccess(asking, { officerId: input.officerId, ...page });
    expect(one.nodes).toMatchObject([{ reason: 'MISUSE', restoredAt: null, version: 3 }]);
    const other = await commands.readOfficerAccess(asking, { officerId: 'other', ...page });
    expect(other.nodes).toEqual([]);
    expect((await audits()).map(({ facts }) => facts)).toEqual([
      { outcome: 'DONE', reason: 'LEFT_POST' },
      { outcome: 'UNCHANGED', reason: 'LEFT_POST' },
      { outcome: 'DONE' },
      { outcome: 'DONE', reason: 'MISUSE' },
    ]);
  });

  test('does not shut themself out', async () => {
    const self = { ...input, officerId: 'boss' };
    await expect(commands.revokeOfficerAccess(asking, self)).rejects.toThrow(ConflictError);
  });

  test('who was never shut out, or has no possible id, is not let in again', async () => {
    await expect(commands.restoreOfficerAccess(asking, input)).rejects.toThrow(NotFoundError);
    for (const officerId of ['', 'a b', 'ñ', 'x'.repeat(256)]) {
      const wrong = { ...input, officerId };
      await expect(commands.revokeOfficerAccess(asking, wrong)).rejects.toThrow(InvalidInputError);
    }
  });
});
