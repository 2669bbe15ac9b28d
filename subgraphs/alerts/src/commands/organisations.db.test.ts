import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { createTestDatabase } from '@alert-button/platform/testing/database.ts';
import type { Organisation, Person } from '@alert-button/platform/viewer.ts';
import { IdempotencyMismatchError } from '../domain/errors.ts';
import { viewOf } from '../domain/view.ts';
import { setConsent } from '../testing/consents.ts';
import { placed } from '../testing/placed.ts';
import { countRows } from '../testing/rows.ts';
import {
  asking,
  officerOf,
  openTestServices,
  organisation,
  somebody,
} from '../testing/services.ts';
import { testId } from '../testing/shipped-directory.ts';
import { acknowledgeAlert } from './acknowledge-alert.ts';
import { cancelAlert } from './cancel-alert.ts';
import { escalateDue } from './escalate-due.ts';
import { raiseAlert, type RaiseAlertInput } from './raise-alert.ts';
import { readAlert, readAlertsOfPerson, readNotesOfAlert, readPosition } from './read-alert.ts';
import { readDeskAlerts } from './read-desk.ts';
import { readAlertEvents, readDeskEvents, readTimelineOf } from './read-feed.ts';
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
const dallas = { latitude: 32.7767, longitude: -96.797 };

const pressFor = (personId: string, facts: Partial<RaiseAlertInput> = {}): RaiseAlertInput => ({
  idempotencyKey: randomUUID(),
  personId,
  position: houston,
  channel: 'APP',
  drill: false,
  ...facts,
});

const raise = (viewer: Person | Organisation, input: RaiseAlertInput) =>
  raiseAlert(services, asking(viewer), input);
const raiseId = async (viewer: Person | Organisation, input: RaiseAlertInput) =>
  (await raise(viewer, input)).record.alert.id;
const ownPress = (facts: Partial<RaiseAlertInput> = {}): RaiseAlertInput => {
  const { personId: _none, ...press } = pressFor('', facts);
  return press;
};

/** A person who agrees to these organisations. */
async function agreeing(...organisations: readonly Organisation[]): Promise<Person> {
  const person = somebody();
  for (const one of organisations) await setConsent(services, person, one, 'CONSENT_GRANTED');
  return person;
}

async function readAll<Row extends pg.QueryResultRow>(text: string, alertId: string) {
  return (await admin.query<Row>(text, [alertId])).rows;
}

const kindsOf = async (alertId: string) =>
  (
    await readAll<{ kind: string }>(
      'select kind from event where subject_id = $1 order by version',
      alertId,
    )
  ).map(({ kind }) => kind);

const feedsOf = async (alertId: string) =>
  (
    await readAll<{ feed: string }>(
      'select distinct unnest(feeds) as feed from event where subject_id = $1 order by feed',
      alertId,
    )
  ).map(({ feed }) => feed);

describe('a press of an organisation', () => {
  test('for a person who agrees stands on the desk of the county as ORGANISATION', async () => {
    const ngo = organisation();
    const person = await agreeing(ngo);
    const { record, seenBy } = await raise(ngo, pressFor(person.personId));
    const { alert } = record;
    expect(seenBy).toBe('ORGANISATION');
    expect(alert).toMatchObject({
      personId: person.personId,
      channel: 'ORGANISATION',
      environment: 'LIVE',
      deskId: testId('desk houston'),
    });
    expect(await readAlert(services, asking(officerOf('houston')), alert.id)).not.toBeNull();
    expect(await readAlert(services, asking(person), alert.id)).not.toBeNull();
    const entries = await readAll(
      `select actor_kind, actor_id, action, facts from audit_entry where subject_id = $1`,
      alert.id,
    );
    expect(entries).toEqual([
      {
        actor_kind: 'ORGANISATION',
        actor_id: ngo.organisationId,
        action: 'raiseAlert',
        facts: { keyId: ngo.keyId },
      },
    ]);
  });

  test('sent fifty times at once is one alert, pressed once', async () => {
    const ngo = organisation();
    const input = pressFor((await agreeing(ngo)).personId);
    const before = await countRows(admin);
    const ids = await Promise.all(Array.from({ length: 50 }, () => raiseId(ngo, input)));
    expect(new Set(ids).size).toBe(1);
    const after = await countRows(admin);
    for (const table of ['alert', 'event', 'audit_entry', 'press', 'escalation_step']) {
      expect([table, (after[table] ?? 0) - (before[table] ?? 0)]).toEqual([table, 1]);
    }
  });

  test('and of the person, many at once, are one alert that was pressed again', async () => {
    const ngo = organisation();
    const person = await agreeing(ngo);
    const presses = Array.from({ length: 8 }, () => [
      raiseId(person, ownPress()),
      raiseId(ngo, pressFor(person.personId)),
    ]);
    const ids = new Set(await Promise.all(presses.flat()));
    expect(ids.size).toBe(1);
    const [id = ''] = ids;
    expect(await kindsOf(id)).toEqual(['RAISED', ...Array(15).fill('PRESSED_AGAIN')]);
  });

  test('with the key of another organisation is an alert of its own, or of its own tenant', async () => {
    const [first, second] = [organisation(), organisation()];
    const [maria, jose, ana] = [
      await agreeing(first),
      await agreeing(second),
      await agreeing(first, second),
    ];
    const input = pressFor(maria.personId);
    const id = await raiseId(first, input);

    // The same key and body: the second organisation knows no such person.
    await expect(raise(second, input)).rejects.toThrow(new NotFoundError('personId'));
    // The same key for its own person: its own new alert, not a mismatch.
    const own = await raiseId(second, { ...input, personId: jose.personId });
    expect(own).not.toBe(id);
    // The key again for somebody else: a mismatch, each with their own press.
    for (const [one, alertId] of [
      [first, id],
      [second, own],
    ] as const) {
      const other = raise(one, { ...input, personId: ana.personId });
      await expect(other).rejects.toThrow(IdempotencyMismatchError);
      const drill = {
        ...input,
        drill: true,
        personId: one === first ? maria.personId : jose.personId,
      };
      await expect(raise(one, drill)).rejects.toThrow(IdempotencyMismatchError);
      expect(await kindsOf(alertId)).toEqual(['RAISED']);
    }
    // The same key on a phone and in the sandbox: neither is in the way of the other.
    const phone = await raiseId(ana, { ...ownPress(), idempotencyKey: input.idempotencyKey });
    const sandbox = { ...first, environment: 'TEST' as const };
    const test = await raiseId(sandbox, input);
    expect(new Set([id, own, phone, test]).size).toBe(4);
  });

  test('for nobody, for somebody who does not agree or no longer does: the same answer', async () => {
    const ngo = organisation();
    const silent = somebody();
    const other = await agreeing(organisation());
    const otherPurpose = somebody();
    await setConsent(services, otherPurpose, ngo, 'CONSENT_GRANTED', 'STATISTICS');
    const regretful = await agreeing(ngo);
    await setConsent(services, regretful, ngo, 'CONSENT_WITHDRAWN');
    const before = await countRows(admin);
    for (const personId of [
      randomUUID(),
      ...[silent, other, otherPurpose, regretful].map((person) => person.personId),
    ]) {
      const refusal = raise(ngo, pressFor(personId));
      await expect(refusal).rejects.toEqual(new NotFoundError('personId'));
    }
    expect(await countRows(admin)).toEqual(before);
  });

  test('once the person no longer agrees is not even a retry', async () => {
    const ngo = organisation();
    const person = await agreeing(ngo);
    const input = pressFor(person.personId);
    const id = await raiseId(ngo, input);
    await setConsent(services, person, ngo, 'CONSENT_WITHDRAWN');
    const again = raise(ngo, { ...input, position: dallas });
    await expect(again).rejects.toEqual(new NotFoundError('personId'));
    expect(await kindsOf(id)).toEqual(['RAISED']);
    // It stands all the same: the person is not left alone.
    expect(await readAlert(services, asking(officerOf('houston')), id)).not.toBeNull();
  });

  test('among withdrawals is stored whole or refused', async () => {
    const ngo = organisation();
    const person = await agreeing(ngo);
    const input = pressFor(person.personId);
    const settled = await Promise.allSettled([
      ...Array.from({ length: 25 }, () => raiseId(ngo, input)),
      setConsent(services, person, ngo, 'CONSENT_WITHDRAWN'),
      ...Array.from({ length: 25 }, () => raiseId(ngo, input)),
    ]);
    const reasons = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    for (const reason of reasons) expect(reason).toEqual(new NotFoundError('personId'));
    const ids = settled.flatMap((one) => (one.status === 'fulfilled' ? (one.value ?? []) : []));
    expect(new Set(ids).size).toBeLessThanOrEqual(1);
    for (const id of ids) expect(await readAlert(services, asking(ngo), id)).toBeNull();
    await expect(raise(ngo, input)).rejects.toEqual(new NotFoundError('personId'));
  });

  test.each([
    [{ personId: null }, ['personId']],
    [{ personId: 'María' }, ['personId']],
    [{ signature: 'a.b.c' }, ['signature']],
    [
      { idempotencyKey: 'no', position: { latitude: 91, longitude: 0 } },
      ['idempotencyKey', 'position.latitude'],
    ],
  ])('with %j is refused by the names of its fields', async (facts, paths) => {
    const ngo = organisation();
    const refusal = raise(ngo, pressFor((await agreeing(ngo)).personId, facts));
    await expect(refusal).rejects.toBeInstanceOf(InvalidInputError);
    await expect(refusal).rejects.toMatchObject({ issues: paths.map((path) => ({ path })) });
  });

  test('needs the scope; a device’s names no person', async () => {
    const ngo = organisation({ scopes: ['alerts:follow'] });
    const person = await agreeing(ngo);
    await expect(raise(ngo, pressFor(person.personId))).rejects.toThrow(NotFoundError);
    const named = raise(person, pressFor(person.personId));
    await expect(named).rejects.toMatchObject({ issues: [{ path: 'personId' }] });
  });
});

describe('an organisation that follows', () => {
  const follow = (viewer: Organisation, alertId: string) =>
    Promise.all([
      readAlert(services, asking(viewer), alertId),
      readAlertEvents(services, asking(viewer), { alertId, first: 100, after: null }),
    ]);
  const absent = [null, null];

  test('sees what the phone shows of a person’s own alert, and nothing of where or who', async () => {
    const ngo = organisation({ scopes: ['alerts:follow'] });
    const person = await agreeing(ngo);
    const alertId = await raiseId(person, ownPress());
    const officer = asking(officerOf('houston'));
    await acknowledgeAlert(services, officer, { alertId });
    await cancelAlert(services, asking(person), { alertId, reason: 'canary' });
    await resolveAlert(services, officer, { alertId, outcome: 'DETAINED', note: 'canary' });
    await placed(admin);

    const [seen, page] = await follow(ngo, alertId);
    if (seen === null || page === null) throw new Error('It should be seen');
    expect(viewOf(seen.record.alert, seen.seenBy)).toMatchObject({
      status: 'CANCELLED',
      outcome: null,
      deskId: null,
    });
    const shown = ['RAISED', 'ACKNOWLEDGED', 'CANCEL_REQUESTED', 'CANCEL_CONFIRMED'];
    const timeline = await readTimelineOf(services, seen);
    expect(timeline.map(({ kind, deskId }) => [kind, deskId])).toEqual(
      shown.map((kind) => [kind, null]),
    );
    expect(page.items).toEqual(timeline);
    expect(await readPosition(services, asking(ngo), seen)).toBeNull();
    expect(await readNotesOfAlert(services, asking(ngo), seen)).toBeNull();
    expect(await services.grantPerson(ngo, seen)).toBeNull();
    expect(
      await readAlertsOfPerson(services, asking(ngo), person.personId, { first: 9, offset: 0 }),
    ).toBeNull();
  });

  test('sees nothing at once when the person no longer agrees, of its own press either', async () => {
    const ngo = organisation();
    const person = await agreeing(ngo);
    const alertId = await raiseId(ngo, pressFor(person.personId));
    expect(await follow(ngo, alertId)).not.toContain(null);
    await setConsent(services, person, ngo, 'CONSENT_WITHDRAWN');
    expect(await follow(ngo, alertId)).toEqual(absent);
    const update = updateAlertPosition(services, asking(ngo), { alertId, position: dallas });
    await expect(update).rejects.toEqual(new NotFoundError('alertId'));
    await setConsent(services, person, ngo, 'CONSENT_GRANTED');
    expect(await follow(ngo, alertId)).not.toContain(null);
  });

  test('without the scope, for another’s person, in another environment: as if it were not there', async () => {
    const ngo = organisation();
    const alertId = await raiseId(ngo, pressFor((await agreeing(ngo)).personId));
    for (const viewer of [
      organisation(),
      { ...ngo, scopes: ['alerts:raise'] as const },
      { ...ngo, environment: 'TEST' as const },
    ]) {
      expect(await follow(viewer, alertId)).toEqual(absent);
    }
    expect(await follow(ngo, randomUUID())).toEqual(absent);
    expect(await follow(ngo, 'nonsense')).toEqual(absent);
  });

  test('cannot cancel, and gets no desk', async () => {
    const ngo = organisation();
    const alertId = await raiseId(ngo, pressFor((await agreeing(ngo)).personId));
    const deskId = testId('desk houston');
    const page = { deskId, first: 10, after: null };
    for (const trial of [
      async () => cancelAlert(services, asking(ngo), { alertId }),
      async () => acknowledgeAlert(services, asking(ngo), { alertId }),
      async () => readDeskAlerts(services, asking(ngo), page),
      async () => readDeskEvents(services, asking(ngo), page),
    ]) {
      await expect(trial()).rejects.toThrow(NotFoundError);
    }
    expect(await kindsOf(alertId)).toEqual(['RAISED']);
  });
});

describe('a position from an organisation', () => {
  test('moves what it raised, also when the person had pressed before', async () => {
    const ngo = organisation();
    const person = await agreeing(ngo);
    const alertId = await raiseId(person, ownPress());
    const update = (viewer: Organisation) =>
      updateAlertPosition(services, asking(viewer), { alertId, position: dallas });
    await expect(update(ngo)).rejects.toEqual(new NotFoundError('alertId'));
    expect(await raiseId(ngo, pressFor(person.personId, { position: null }))).toBe(alertId);
    const { record } = await update(ngo);
    const seen = { record, seenBy: 'DESK' as const };
    const position = await readPosition(services, asking(officerOf('houston')), seen);
    expect(position).toMatchObject(dallas);
    expect(await kindsOf(alertId)).toEqual(['RAISED', 'PRESSED_AGAIN', 'POSITION_UPDATED']);

    const follower = { ...ngo, scopes: ['alerts:follow'] as const };
    await expect(update(follower)).rejects.toEqual(new NotFoundError('alertId'));
    const other = organisation();
    await setConsent(services, person, other, 'CONSENT_GRANTED');
    await expect(update(other)).rejects.toEqual(new NotFoundError('alertId'));
  });

  test('after a request to cancel is news for the desks alone', async () => {
    const ngo = organisation();
    const person = await agreeing(ngo);
    const alertId = await raiseId(ngo, pressFor(person.personId));
    await cancelAlert(services, asking(person), { alertId });
    const onPhone = async () => {
      const seen = await readAlert(services, asking(person), alertId);
      return seen && viewOf(seen.record.alert, 'PERSON');
    };
    const before = await onPhone();
    await updateAlertPosition(services, asking(ngo), { alertId, position: dallas });
    await raise(ngo, pressFor(person.personId));
    expect(await onPhone()).toEqual(before);
    const desk = await readAlert(services, asking(officerOf('houston')), alertId);
    expect(desk?.record.alert.state.status).toBe('RAISED');
  });
});

describe('the sandbox', () => {
  test('is routed and escalated on feeds of its own, which no officer and no person sees', async () => {
    const ngo = organisation({ environment: 'TEST' });
    const person = await agreeing(ngo);
    const live = await raiseId(person, ownPress());
    const alertId = await raiseId(ngo, pressFor(person.personId));
    expect(alertId).not.toBe(live);
    // A second press in the sandbox is the alert that is open there.
    expect(await raiseId(ngo, pressFor(person.personId))).toBe(alertId);

    const letTimePass = `update escalation_step set due_at = clock_timestamp() - interval '1 second'
      where alert_id = $1 and settled_at is null`;
    for (const _step of [1, 2, 3, 4]) {
      await admin.query(letTimePass, [alertId]);
      await escalateDue(services);
    }
    const kinds = ['RAISED', 'PRESSED_AGAIN', 'ESCALATED', 'ESCALATED'];
    expect(await kindsOf(alertId)).toEqual(kinds);
    const desks = ['houston', 'call-centre', 'national'];
    const feeds = desks.map((code) => `test-desk:${testId(`desk ${code}`)}`);
    expect(await feedsOf(alertId)).toEqual([`alert:${alertId}`, ...feeds].toSorted());
    await placed(admin);

    for (const code of desks) {
      const officer = asking(officerOf(code));
      const page = { deskId: testId(`desk ${code}`), first: 100, after: null };
      const alerts = await readDeskAlerts(services, officer, page);
      expect(alerts?.nodes.map(({ record }) => record.alert.id)).not.toContain(alertId);
      const events = await readDeskEvents(services, officer, page);
      expect(JSON.stringify(events)).not.toContain(alertId);
      expect(await readAlert(services, officer, alertId)).toBeNull();
      const acknowledged = acknowledgeAlert(services, officer, { alertId });
      await expect(acknowledged).rejects.toEqual(new NotFoundError('alertId'));
    }
    expect(await readAlert(services, asking(person), alertId)).toBeNull();
    const own = await readAlertsOfPerson(services, asking(person), person.personId, {
      first: 10,
      offset: 0,
    });
    expect(own?.map(({ record }) => record.alert.id)).toEqual([live]);

    const events = await readAlertEvents(services, asking(ngo), {
      alertId,
      first: 10,
      after: null,
    });
    expect(events?.items).toMatchObject(kinds.map((kind) => ({ kind })));
  });
});
