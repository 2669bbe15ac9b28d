import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { successOf, type RaiseAlertInput } from '@alert-button/sdk';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask } from './support/ask.ts';
import { rowsOf } from './support/audit.ts';
import { officer } from './support/officer.ts';
import { enrolledPerson, type EnrolledPerson } from './support/person.ts';
import { places } from './support/places.ts';
import { waitFor } from './support/wait-for.ts';

/*
 * One press is one alert, however often and however broken its way is.
 */

let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem();
}, 120_000);
afterAll(async () => {
  await system[Symbol.asyncDispose]();
});

const positionOf =
  'query ($id: ID!) { alert(id: $id) { position { latitude longitude accuracyMeters } } }';
const newKey = () => crypto.randomUUID();

/** Sends a press once: what comes of it is not hidden by the SDK's retries. */
function send(
  person: EnrolledPerson,
  input: Partial<RaiseAlertInput> & { idempotencyKey: string },
) {
  const whole = { position: places.chicago, channel: 'APP', drill: false, ...input } as const;
  return person.raiseAlert({ input: whole }, { maxAttempts: 1 });
}

async function sent(...press: Parameters<typeof send>) {
  return successOf(await send(...press)).alert;
}

/** Kinds of the alert's events in order, once the log has as many as the alert has versions. */
async function history(person: EnrolledPerson, id: string): Promise<string[]> {
  const timeline = await waitFor(async () => {
    const alert = await person.alert({ id });
    return alert !== null && alert.timeline.length === alert.version && alert.timeline;
  }, 'the whole timeline');
  return timeline.map(({ kind }) => kind);
}

const alertsOf = (person: EnrolledPerson) =>
  rowsOf<{ id: string; isOpen: boolean }>(
    system,
    'select id, closed_at is null as "isOpen" from alert where person_id = $1',
    [person.personId],
  );

/** How much is stored, of everything a press could store. */
async function stored() {
  const [row] = await rowsOf(
    system,
    `select (select count(*) from alert) as alerts, (select count(*) from press) as presses,
       (select count(*) from event) as events, (select count(*) from audit_entry) as audits,
       (select count(*) from escalation_step) as steps`,
    [],
  );
  return row;
}

test('50 identical presses at once store one alert and one event, and all are answered with it', async () => {
  const person = await enrolledPerson(system);
  const idempotencyKey = newKey();
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => sent(person, { idempotencyKey })),
  );
  const [first] = answers;
  for (const answer of answers) expect(answer).toEqual(first);
  expect(await alertsOf(person)).toEqual([{ id: first?.id, isOpen: true }]);
  expect(await history(person, first?.id ?? '')).toEqual(['RAISED']);
  person.close();
});

test('a retry from another place moves the same alert and leaves it with its desk', async () => {
  const person = await enrolledPerson(system);
  const idempotencyKey = newKey();
  const { id } = await sent(person, { idempotencyKey });
  const moved = await sent(person, { idempotencyKey, position: places.miami });
  const again = await sent(person, { idempotencyKey, position: places.miami });
  expect(moved).toMatchObject({ id, version: 2, desk: { code: 'chicago' } });
  expect(again).toEqual(moved);
  const unplaced = await sent(person, { idempotencyKey, position: null });
  expect(unplaced).toEqual(moved);
  expect(await history(person, id)).toEqual(['RAISED', 'POSITION_UPDATED']);
  const { data } = await ask(system, person, positionOf, { id });
  expect(data?.['alert']).toMatchObject({ position: places.miami });
  person.close();
});

test('another press while the alert is open is the same alert, and so are its retries', async () => {
  const person = await enrolledPerson(system);
  const first = await sent(person, { idempotencyKey: newKey() });
  const idempotencyKey = newKey();
  const second = await sent(person, { idempotencyKey });
  expect(second).toMatchObject({ id: first.id, version: 2 });
  expect(await sent(person, { idempotencyKey })).toEqual(second);
  expect(await history(person, first.id)).toEqual(['RAISED', 'PRESSED_AGAIN']);
  person.close();
});

test('several presses of one person at once end as one open alert', async () => {
  const people = await Promise.all(Array.from({ length: 6 }, () => enrolledPerson(system)));
  const rounds = people.map(async (person) => {
    const presses = Array.from({ length: 3 }, () => sent(person, { idempotencyKey: newKey() }));
    const ids = new Set((await Promise.all(presses)).map(({ id }) => id));
    const [id = ''] = ids;
    expect(await alertsOf(person)).toEqual([{ id, isOpen: true }]);
    expect(await history(person, id)).toEqual(['RAISED', 'PRESSED_AGAIN', 'PRESSED_AGAIN']);
    person.close();
  });
  await Promise.all(rounds);
});

test('a key that means another press is refused and stores nothing', async () => {
  const person = await enrolledPerson(system);
  const other = await enrolledPerson(system);
  const idempotencyKey = newKey();
  const { id } = await sent(person, { idempotencyKey });
  const before = await stored();
  const flipped = await send(person, { idempotencyKey, drill: true });
  const foreign = await send(other, { idempotencyKey });
  expect(flipped.__typename).toBe('IdempotencyMismatchError');
  expect(foreign).toEqual(flipped);
  expect(await stored()).toEqual(before);
  expect(await alertsOf(other)).toEqual([]);

  // The SDK sends again with a key of its own, so that nobody's press is swallowed.
  const own = await other.press({ position: places.chicago, idempotencyKey });
  expect(own.id).not.toBe(id);
  expect(await alertsOf(other)).toEqual([{ id: own.id, isOpen: true }]);
  person.close();
  other.close();
});

test('a drill and a real press are two alerts', async () => {
  const person = await enrolledPerson(system);
  const drill = await sent(person, { idempotencyKey: newKey(), drill: true });
  const real = await sent(person, { idempotencyKey: newKey() });
  expect(drill.isDrill).toBe(true);
  expect(real).toMatchObject({ isDrill: false, version: 1 });
  expect(real.id).not.toBe(drill.id);
  person.close();
});

test('a late retry of a press whose alert has ended is answered with it and raises nothing', async () => {
  const person = await enrolledPerson(system);
  const desk = await officer(system, 'chicago');
  const idempotencyKey = newKey();
  const { id } = await sent(person, { idempotencyKey });
  successOf(await desk.resolveAlert({ input: { alertId: id, outcome: 'ASSISTED' } }));
  const late = await sent(person, { idempotencyKey, position: places.miami });
  expect(late).toMatchObject({ id, status: 'RESOLVED', version: 2 });
  expect(await history(person, id)).toEqual(['RAISED', 'RESOLVED']);
  person.close();
  desk.close();
});

test('after kill -9 of the service a retry is answered with the same alert', async () => {
  const person = await enrolledPerson(system);
  const idempotencyKey = newKey();
  const before = await sent(person, { idempotencyKey });
  await system.restart('alerts', 'SIGKILL');
  expect(await sent(person, { idempotencyKey })).toEqual(before);
  expect(await history(person, before.id)).toEqual(['RAISED']);
  person.close();
});

test('presses that kill -9 meets under way each end as one alert', async () => {
  const people = await Promise.all(Array.from({ length: 12 }, () => enrolledPerson(system)));
  const pressing = people.map(async (person) => {
    const { id } = await person.press({ position: places.chicago });
    return { person, id };
  });
  // As soon as the first is stored the others are anywhere between the phone and the answer.
  await Promise.race(pressing);
  await system.restart('alerts', 'SIGKILL');
  for (const { person, id } of await Promise.all(pressing)) {
    expect(await alertsOf(person)).toEqual([{ id, isOpen: true }]);
    expect(await history(person, id)).toEqual(['RAISED']);
    person.close();
  }
});
