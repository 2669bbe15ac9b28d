import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { createTestDatabase } from '@alert-button/platform/testing/database.ts';
import type { Person } from '@alert-button/platform/viewer.ts';
import { IdempotencyMismatchError } from '../domain/errors.ts';
import { countRows, dumpAsText } from '../testing/rows.ts';
import { asking, officerOf, openTestServices, somebody } from '../testing/services.ts';
import { testId } from '../testing/shipped-directory.ts';
import { acknowledgeAlert } from './acknowledge-alert.ts';
import { cancelAlert } from './cancel-alert.ts';
import { raiseAlert, type RaiseAlertInput } from './raise-alert.ts';
import { readNotesOfAlert, readPosition } from './read-alert.ts';
import { resolveAlert } from './resolve-alert.ts';
import type { Services } from './services.ts';
import { updateAlertPosition } from './update-alert-position.ts';

const closing = new AsyncDisposableStack();
let services: Services;
let admin: pg.Pool;

beforeAll(async () => {
  const testDatabase = closing.use(await createTestDatabase('alerts'));
  services = closing.use(await openTestServices(testDatabase.app));
  admin = new pg.Pool({ connectionString: testDatabase.admin });
  closing.defer(() => admin.end());
});

afterAll(() => closing.disposeAsync());

const houston = { latitude: 29.7604, longitude: -95.3698, accuracyMeters: 12 };

const press = (facts: Partial<RaiseAlertInput> = {}): RaiseAlertInput => ({
  idempotencyKey: randomUUID(),
  position: houston,
  channel: 'APP',
  drill: false,
  ...facts,
});

const raise = (viewer: Person, input = press()) => raiseAlert(services, asking(viewer), input);

async function kindsOf(alertId: string): Promise<string[]> {
  const { rows } = await admin.query<{ kind: string }>(
    'select kind from event where subject_id = $1 order by version',
    [alertId],
  );
  return rows.map((row) => row.kind);
}

describe('a press', () => {
  test('goes to the desk of the county, with its place sealed and its cell in clear', async () => {
    const { record } = await raise(somebody());
    expect(record.alert).toMatchObject({
      state: { status: 'RAISED' },
      deskId: testId('desk houston'),
      routing: { reason: 'COUNTY', countyFips: '48201' },
      coarseCell: expect.stringMatching(/^85[0-9a-f]{8}fffff$/),
    });
    const officer = asking(officerOf('houston'));
    const position = await readPosition(services, officer, { record, seenBy: 'DESK' });
    expect(position).toMatchObject(houston);
  });

  test('sent fifty times at once is one alert, pressed once', async () => {
    const before = await countRows(admin);
    const [viewer, input] = [somebody(), press()];
    const all = await Promise.all(Array.from({ length: 50 }, () => raise(viewer, input)));
    expect(new Set(all.map(({ record }) => record.alert.id)).size).toBe(1);
    const after = await countRows(admin);
    for (const table of ['alert', 'event', 'audit_entry', 'press', 'escalation_step']) {
      expect([table, (after[table] ?? 0) - (before[table] ?? 0)]).toEqual([table, 1]);
    }
  });

  test('made again ten times at once is one alert that was pressed again', async () => {
    const viewer = somebody();
    const all = await Promise.all(Array.from({ length: 10 }, () => raise(viewer)));
    const ids = new Set(all.map(({ record }) => record.alert.id));
    expect(ids.size).toBe(1);
    const [id = ''] = ids;
    expect(await kindsOf(id)).toEqual(['RAISED', ...Array(9).fill('PRESSED_AGAIN')]);
  });

  test('sent again from another place is the same alert, moved', async () => {
    const [viewer, input] = [somebody(), press()];
    const { record } = await raise(viewer, input);
    const moved = { ...input, position: { latitude: 29.77, longitude: -95.37 } };
    const again = await raise(viewer, moved);
    expect(again.record.alert.id).toBe(record.alert.id);
    expect(await kindsOf(record.alert.id)).toEqual(['RAISED', 'POSITION_UPDATED']);
    expect(await raise(viewer, moved)).toMatchObject({ record: { alert: { version: 2 } } });
  });

  test('sent again after the end is the ended alert; a new press is a new one', async () => {
    const [viewer, input] = [somebody(), press()];
    const { record } = await raise(viewer, input);
    await resolveAlert(services, asking(officerOf('houston')), {
      alertId: record.alert.id,
      outcome: 'RELEASED',
    });
    expect((await raise(viewer, input)).record.alert.id).toBe(record.alert.id);
    expect((await raise(viewer)).record.alert.id).not.toBe(record.alert.id);
  });

  test('with the key of another person, or as a drill with the key of a press, is refused', async () => {
    const [viewer, input] = [somebody(), press()];
    await raise(viewer, input);
    const before = await countRows(admin);
    await expect(raise(somebody(), input)).rejects.toThrow(IdempotencyMismatchError);
    await expect(raise(viewer, { ...input, drill: true })).rejects.toThrow(
      IdempotencyMismatchError,
    );
    expect(await countRows(admin)).toEqual(before);
  });

  test.each([
    [{ idempotencyKey: 'no' }, ['idempotencyKey']],
    [{ position: { latitude: 91, longitude: 0 } }, ['position.latitude']],
    [{ occurredAt: new Date('1970-01-01') }, ['occurredAt']],
    [{ channel: 'SMS' as const }, ['channel']],
    [{ signature: 'a.b.c' }, ['signature']],
    [{ idempotencyKey: '', occurredAt: new Date('2090-01-01') }, ['idempotencyKey', 'occurredAt']],
  ])(
    'with %j is refused by the names of its fields, and nothing is stored',
    async (facts, paths) => {
      const before = await countRows(admin);
      const refusal = raise(somebody(), press(facts));
      await expect(refusal).rejects.toBeInstanceOf(InvalidInputError);
      const issues = await refusal.catch((error: InvalidInputError) => error.issues);
      expect(issues).toMatchObject(paths.map((path) => ({ path })));
      expect(await countRows(admin)).toEqual(before);
    },
  );

  test('without a position goes home, else to the national desk', async () => {
    const nowhere = press({ position: null });
    const home = await raise({ ...somebody(), homeConsulate: 'tucson' }, nowhere);
    expect(home.record.alert.deskId).toBe(testId('desk tucson'));
    const national = await raise(somebody(), press({ position: null }));
    expect(national.record.alert).toMatchObject({
      deskId: testId('desk national'),
      coarseCell: null,
      escalationPolicy: [
        { afterSeconds: 30, deskIds: [], callsDutyOfficers: true },
        { afterSeconds: 60, deskIds: [testId('desk call-centre')] },
      ],
    });
    expect(national.record.sealedPosition).toBeNull();
  });
});

describe('the database', () => {
  test('holds no trace of an exact place or of what anybody wrote', async () => {
    const viewer = somebody();
    const first = { latitude: 29.7613579, longitude: -95.3701357, accuracyMeters: 17.2468 };
    const second = { latitude: 29.7724681, longitude: -95.3812468, accuracyMeters: 18.3579 };
    const { record } = await raise(viewer, press({ position: first }));
    const { id: alertId } = record.alert;
    await updateAlertPosition(services, asking(viewer), { alertId, position: second });
    await acknowledgeAlert(services, asking(officerOf('houston')), { alertId });
    await cancelAlert(services, asking(viewer), { alertId, reason: 'canary-reason María' });
    await resolveAlert(services, asking(officerOf('houston')), {
      alertId,
      outcome: 'DETAINED',
      note: 'canary-note +15555550123',
    });

    const dump = await dumpAsText(admin);
    expect(dump).toContain(alertId);
    const degrees = [first, second].flatMap(({ latitude, longitude }) => [latitude, longitude]);
    // A degree cut to three decimals is still a place of some hundred metres.
    const cut = degrees.map((degree) => String(Math.trunc(degree * 1000) / 1000));
    const canaries = [...cut, '17.2468', '18.3579', 'canary', 'María', '5555550123'];
    for (const canary of canaries) {
      const hex = Buffer.from(canary).toString('hex');
      const base64 = Buffer.from(canary).toString('base64').slice(0, -4);
      for (const form of [canary, hex, ...(base64.length > 6 ? [base64] : [])]) {
        expect([canary, dump.includes(form)]).toEqual([canary, false]);
      }
    }

    const officer = asking(officerOf('houston'));
    const now = { record: { ...record, sealedPosition: await sealedNow(alertId) } };
    const seen = { ...now, seenBy: 'DESK' as const };
    expect(await readPosition(services, officer, seen)).toMatchObject(second);
    const notes = await readNotesOfAlert(services, officer, seen);
    expect(notes?.map(({ text }) => text)).toEqual([
      'canary-reason María',
      'canary-note +15555550123',
    ]);
  });

  test('remembers each reading of a place by an officer, and none by the person', async () => {
    const viewer = somebody();
    const { record } = await raise(viewer);
    await readPosition(services, asking(viewer), { record, seenBy: 'PERSON' });
    await readPosition(services, asking(officerOf('houston')), { record, seenBy: 'DESK' });
    const { rows } = await admin.query(
      `select actor_kind, actor_id, action from audit_entry
       where subject_id = $1 and action <> 'raiseAlert'`,
      [record.alert.id],
    );
    expect(rows).toEqual([
      { actor_kind: 'OFFICER', actor_id: 'officer of houston', action: 'readPosition' },
    ]);
  });

  test('lets a sealed place not be moved to another alert', async () => {
    const [one, other] = [await raise(somebody()), await raise(somebody())];
    const swapped = { ...one.record, sealedPosition: other.record.sealedPosition };
    const officer = asking(officerOf('houston'));
    const reading = readPosition(services, officer, { record: swapped, seenBy: 'DESK' });
    await expect(reading).rejects.toMatchObject({ name: 'UnreadableError' });
  });
});

test('an alert of somebody else is the same answer as one that is not there', async () => {
  const { record } = await raise(somebody());
  const acts = (alertId: string) => [
    acknowledgeAlert(services, asking(officerOf('dallas')), { alertId }),
    acknowledgeAlert(services, asking(officerOf('no-such-desk')), { alertId }),
    cancelAlert(services, asking(somebody()), { alertId }),
    updateAlertPosition(services, asking(somebody()), { alertId, position: houston }),
  ];
  const answers = async (alertId: string) =>
    (await Promise.allSettled(acts(alertId))).map((answer) =>
      answer.status === 'rejected' ? (answer.reason as Error) : null,
    );
  const expected = Array(4).fill(new NotFoundError('alertId'));
  for (const id of [record.alert.id, randomUUID(), 'nonsense', '\u0000']) {
    expect(await answers(id)).toEqual(expected);
  }
  expect(await kindsOf(record.alert.id)).toEqual(['RAISED']);
});

async function sealedNow(alertId: string): Promise<Buffer> {
  const { rows } = await admin.query<{ sealed_position: Buffer }>(
    'select sealed_position from alert where id = $1',
    [alertId],
  );
  return rows[0]?.sealed_position ?? Buffer.alloc(0);
}
