import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { createTestDatabase } from '@alert-button/platform/testing/database.ts';
import {
  asking,
  boss,
  houston,
  keyOf,
  officerOf,
  openTestServices,
  provider,
  type TestServices,
} from '../testing/services.ts';
import { readProvider, readProviders } from './read-providers.ts';
import { registerProvider } from './register-provider.ts';
import { setProviderCapacity } from './set-provider-capacity.ts';
import { setProviderStanding } from './set-provider-standing.ts';
import { setProviderTerms } from './set-provider-terms.ts';

const closing = new AsyncDisposableStack();
let services: TestServices;
let admin: pg.Pool;

beforeAll(async () => {
  const testDatabase = closing.use(await createTestDatabase('legal-aid'));
  services = closing.use(openTestServices(testDatabase.app));
  admin = new pg.Pool({ connectionString: testDatabase.admin });
  closing.defer(() => admin.end());
});
afterAll(() => closing.disposeAsync());
beforeEach(async () => {
  await admin.query('truncate provider, provider_slot, matter_offer, event, audit_entry cascade');
});

const slotsOf = async (providerId: string) =>
  (await admin.query('select from provider_slot where provider_id = $1', [providerId])).rowCount;
const kinds = async () =>
  (await admin.query<{ kind: string }>('select kind from event order by sequence')).rows.map(
    ({ kind }) => kind,
  );

test('a provider is registered with as much room as its capacity, told of and on record', async () => {
  const { id } = await provider(services, { capacity: 4 });
  expect(await slotsOf(id)).toBe(4);
  expect(await kinds()).toEqual(['PROVIDER_REGISTERED']);
  const { rows } = await admin.query('select actor_id, action, subject_id, facts from audit_entry');
  expect(rows).toEqual([
    {
      actor_id: boss.viewer.officerId,
      action: 'registerProvider',
      subject_id: id,
      facts: { kind: 'NGO', capacity: 4, outcome: 'DONE' },
    },
  ]);
  expect(await readProvider(services, houston, id)).toMatchObject({ id, capacity: 4 });
});

test('no two providers have one name, or one organisation; nothing is left of the second', async () => {
  const first = await provider(services);
  for (const same of [{ name: first.name }, { organisationId: first.organisationId }]) {
    await expect(provider(services, same)).rejects.toThrow(ConflictError);
  }
  expect(await kinds()).toEqual(['PROVIDER_REGISTERED']);
});

test('capacity may grow and shrink, and the same again changes nothing', async () => {
  const { id } = await provider(services, { capacity: 2 });
  for (const capacity of [5, 1, 1])
    await setProviderCapacity(services, boss, { providerId: id, capacity });
  expect(await slotsOf(id)).toBe(1);
  expect(await kinds()).toEqual([
    'PROVIDER_REGISTERED',
    'PROVIDER_CAPACITY_CHANGED',
    'PROVIDER_CAPACITY_CHANGED',
  ]);
});

test('terms are replaced whole, and an accredited representative keeps to immigration', async () => {
  const { id } = await provider(services, { kind: 'ACCREDITED_REPRESENTATIVE' });
  const terms = {
    providerId: id,
    states: ['CA'],
    countyFips: ['48201'],
    languages: ['mib'],
    fee: 'STANDARD' as const,
    hours: 'Mon–Fri 9–17',
  };
  const change = (areas: readonly ('IMMIGRATION' | 'FAMILY')[]) =>
    setProviderTerms(services, boss, { ...terms, areas });
  await expect(change(['FAMILY'])).rejects.toThrow(InvalidInputError);
  expect(await change(['IMMIGRATION'])).toMatchObject({ states: ['CA'], counties: ['48201'] });
});

test('officers read providers page by page; nobody else does, and only administrators act', async () => {
  const ids = [];
  for (let count = 0; count < 3; count += 1) ids.push((await provider(services)).id);
  const first = await readProviders(services, houston, { first: 2, after: null });
  expect(first).toMatchObject({ hasNextPage: true, endCursor: ids[1] });
  const rest = await readProviders(services, houston, { first: 2, after: first.endCursor });
  expect(rest.nodes.map(({ id }) => id)).toEqual(ids.slice(2));
  const stranger = asking(keyOf(randomUUID()));
  await expect(readProvider(services, stranger, ids[0] ?? '')).rejects.toThrow(NotFoundError);
  const act = { providerId: ids[0] ?? '', standing: 'PAUSED' as const };
  for (const who of [houston, asking(officerOf('national', 'OPERATOR')), stranger]) {
    await expect(setProviderStanding(services, who, act)).rejects.toThrow('That was not found.');
  }
  const bad = { name: '', kind: 'NGO', states: [], countyFips: [], areas: [] } as const;
  const input = { ...bad, languages: [], capacity: -1, fee: 'FREE' } as const;
  await expect(registerProvider(services, houston, input)).rejects.toThrow(NotFoundError);
});
