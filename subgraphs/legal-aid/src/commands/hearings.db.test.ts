import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { createTestDatabase } from '@alert-button/platform/testing/database.ts';
import {
  answeredAlert,
  asking,
  dallas,
  hearOfDesks,
  houston,
  openTestServices,
  somebody,
  terms,
  type TestServices,
} from '../testing/services.ts';
import { openMatter } from './open-matter.ts';
import { readMatter, readMatterHearings } from './read-matters.ts';
import { reportHearing } from './report-hearing.ts';
import { scheduleHearing } from './schedule-hearing.ts';

const closing = new AsyncDisposableStack();
let services: TestServices;
let admin: pg.Pool;

beforeAll(async () => {
  const database = closing.use(await createTestDatabase('legal-aid'));
  services = closing.use(openTestServices(database.app));
  admin = new pg.Pool({ connectionString: database.admin });
  closing.defer(() => admin.end());
  await hearOfDesks(services);
});
afterAll(() => closing.disposeAsync());

const planted = 'Sala 4, pregunte por Xochitl';
const takesPlaceAt = new Date(Date.UTC(2026, 11, 1, 15));
const bond = { kind: 'BOND', court: 'IMMIGRATION', takesPlaceAt } as const;

async function opened() {
  const { alertId, personId } = await answeredAlert(services);
  const { matter } = await openMatter(services, houston, { ...terms, alertId });
  return { matterId: matter.id, ana: asking(somebody(personId)) };
}

describe('hearings', () => {
  test('are seen by the desk and the person, sealed, and each reading is on record', async () => {
    const { matterId, ana } = await opened();
    const seen = await scheduleHearing(services, houston, { ...bond, matterId, place: planted });
    const expected = [{ ...bond, place: planted, status: 'PLANNED', reportedAt: null }];
    expect(await readMatterHearings(services, houston, seen)).toMatchObject(expected);
    const own = await readMatter(services, ana, matterId);
    if (own === null) throw new Error('The person sees their matter');
    expect(await readMatterHearings(services, ana, own)).toMatchObject(expected);
    const rows = await admin.query('select t::text as row from hearing t');
    expect(JSON.stringify(rows.rows)).not.toContain('Xochitl');
    const entries = await admin.query(
      `select actor_kind from audit_entry where action = 'readMatterHearings' and subject_id = $1
       order by sequence`,
      [matterId],
    );
    expect(entries.rows).toEqual([{ actor_kind: 'OFFICER' }, { actor_kind: 'PERSON' }]);
  });

  test('are reported once; one that is continued is a hearing of its own', async () => {
    const { matterId } = await opened();
    const seen = await scheduleHearing(services, houston, { ...bond, matterId, place: planted });
    const [first] = (await readMatterHearings(services, houston, seen)) ?? [];
    const hearingId = first?.id ?? '';
    const continuesAt = new Date(Date.UTC(2027, 0, 8, 15));
    const report = { matterId, hearingId, outcome: 'CONTINUED', continuesAt } as const;
    const after = await reportHearing(services, houston, report);
    expect(await readMatterHearings(services, houston, after)).toMatchObject([
      { id: hearingId, status: 'CONTINUED' },
      { kind: 'BOND', place: planted, takesPlaceAt: continuesAt, status: 'PLANNED' },
    ]);
    await expect(reportHearing(services, houston, report)).rejects.toThrow(ConflictError);
    const strange = { ...report, hearingId: randomUUID() };
    await expect(reportHearing(services, houston, strange)).rejects.toThrow('hearingId');
  });

  test('of another desk are not there, and nonsense is refused by its field', async () => {
    const { matterId } = await opened();
    const plan = (input: object) =>
      scheduleHearing(services, houston, { ...bond, matterId, ...input });
    await expect(scheduleHearing(services, dallas, { ...bond, matterId })).rejects.toThrow(
      NotFoundError,
    );
    await expect(plan({ takesPlaceAt: new Date(0) })).rejects.toThrow(InvalidInputError);
    await expect(plan({ place: ' ' })).rejects.toThrow(InvalidInputError);
    const seen = await plan({});
    const [hearing] = (await readMatterHearings(services, houston, seen)) ?? [];
    const input = { matterId, hearingId: hearing?.id ?? '', outcome: 'CANCELLED' } as const;
    await expect(
      reportHearing(services, houston, { ...input, continuesAt: takesPlaceAt }),
    ).rejects.toThrow(InvalidInputError);
  });
});
