import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import { createTestDatabase } from '@alert-button/platform/testing/database.ts';
import type { Officer, Organisation, Person } from '@alert-button/platform/viewer.ts';
import { AlertStateError, PhoneShowsCancelError } from '../domain/errors.ts';
import { setConsent } from '../testing/consents.ts';
import { dumpAsText } from '../testing/rows.ts';
import {
  asking,
  officerOf,
  openTestServices,
  organisation,
  somebody,
  type TestServices,
} from '../testing/services.ts';
import { recordStatements } from '../testing/statements.ts';
import { acknowledgeAlert } from './acknowledge-alert.ts';
import { cancelAlert } from './cancel-alert.ts';
import { raiseAlertForCaller } from './raise-alert-for-caller.ts';
import { raiseAlert } from './raise-alert.ts';
import { readAlert, readCallbackPhone, readMaskedPhone } from './read-alert.ts';
import { resolveAlert } from './resolve-alert.ts';
import { setCallbackPhone } from './set-callback-phone.ts';
import { setCancelPins } from './set-cancel-pins.ts';

const closing = new AsyncDisposableStack();
let services: TestServices;
let admin: pg.Pool;

beforeAll(async () => {
  const testDatabase = closing.use(await createTestDatabase('alerts'));
  services = closing.use(await openTestServices(testDatabase.app));
  admin = new pg.Pool({ connectionString: testDatabase.admin });
  closing.defer(() => admin.end());
});

afterAll(() => closing.disposeAsync());

const houston = { latitude: 29.7604, longitude: -95.3698 };
const officer = officerOf('houston');
const operator: Officer = { ...officerOf('call-centre'), role: 'OPERATOR' };
const [phone, masked] = ['+525512345678', '•••• 5678'];

async function press(viewer: Person): Promise<string> {
  const { record } = await raiseAlert(services, asking(viewer), {
    ...{ idempotencyKey: randomUUID(), position: houston, channel: 'APP', drill: false },
  });
  return record.alert.id;
}

async function raisedForCaller(personId: string = randomUUID()): Promise<string> {
  const { record } = await raiseAlertForCaller(services, asking(operator), {
    ...{ idempotencyKey: randomUUID(), personId, position: houston, drill: false },
    note: 'Says they are at the door.',
  });
  return record.alert.id;
}

const leave = (viewer: Person | Officer | Organisation, alertId: string, typed?: string | null) =>
  setCallbackPhone(services, asking(viewer), { alertId, phone: typed });

/** The number as somebody reads it: in full, and masked. */
async function read(viewer: Person | Officer | Organisation, alertId: string) {
  const seen = await readAlert(services, asking(viewer), alertId);
  if (seen === null) return null;
  const whole = await readCallbackPhone(services, asking(viewer), seen);
  return [whole, await readMaskedPhone(services, seen)];
}

describe('a number to call back', () => {
  test('is read by the desk on record, masked by the person, and by nobody else', async () => {
    const person = somebody();
    const ngo = organisation();
    await setConsent(services, person, ngo, 'CONSENT_GRANTED');
    const alertId = await press(person);
    const { record } = await leave(person, alertId, ' +52 1 55 1234 5678 ');
    expect(record.alert.version).toBe(2);
    expect(await read(person, alertId)).toEqual([null, masked]);
    expect(await read(officer, alertId)).toEqual([phone, null]);
    expect(await read(ngo, alertId)).toEqual([null, null]);
    expect(await read(officerOf('dallas'), alertId)).toBeNull();
    expect(await dumpAsText(admin)).not.toContain('5512345678');
    const { rows } = await admin.query(
      `select actor_kind, action, facts from audit_entry
       where subject_id = $1 and action like '%CallbackPhone' order by sequence`,
      [alertId],
    );
    expect(rows).toEqual([
      { actor_kind: 'PERSON', action: 'setCallbackPhone', facts: { hasPhone: true } },
      { actor_kind: 'OFFICER', action: 'readCallbackPhone', facts: {} },
    ]);
  });

  test('is changed, kept by other acts, and removed; removing what is not there is nothing', async () => {
    const person = somebody();
    const alertId = await press(person);
    expect((await leave(person, alertId, null)).record.alert.version).toBe(1);
    await leave(person, alertId, '+12133734253');
    await leave(person, alertId, phone);
    await acknowledgeAlert(services, asking(officer), { alertId });
    expect(await read(officer, alertId)).toEqual([phone, null]);
    await leave(person, alertId);
    expect(await read(officer, alertId)).toEqual([null, null]);
    expect(await read(person, alertId)).toEqual([null, null]);
  });

  test.each(['5512345678', '+52 55', 'call me', '+'.repeat(60_000)])(
    'that is none is refused by its field',
    async (typed) => {
      const person = somebody();
      const refused = leave(person, await press(person), typed);
      await expect(refused).rejects.toMatchObject({ issues: [{ path: 'phone' }] });
    },
  );

  test('is left by an operator for a caller, and by no other officer or stranger', async () => {
    const alertId = await raisedForCaller();
    await leave(operator, alertId, phone);
    expect(await read(officer, alertId)).toEqual([phone, null]);
    const pressed = await press(somebody());
    for (const [viewer, id] of [
      [officer, alertId],
      [somebody(), alertId],
      [organisation(), alertId],
      [operator, pressed],
      [officer, pressed],
    ] as const) {
      await expect(leave(viewer, id, phone)).rejects.toBeInstanceOf(NotFoundError);
    }
  });

  test('is not left once the alert is closed', async () => {
    const person = somebody();
    const alertId = await press(person);
    await resolveAlert(services, asking(officer), { alertId, outcome: 'RELEASED' });
    await expect(leave(person, alertId, phone)).rejects.toEqual(new AlertStateError('RESOLVED'));
  });
});

describe('P13, A36: a phone that shows a cancel', () => {
  test('is left no number by an operator', async () => {
    const person = somebody();
    const alertId = await raisedForCaller(person.personId);
    await cancelAlert(services, asking(person), { alertId });
    await expect(leave(operator, alertId, phone)).rejects.toEqual(new PhoneShowsCancelError());
    expect(await read(person, alertId)).toEqual([null, null]);
  });

  test('leaves one of its own alike, true or forced', async () => {
    const statements = recordStatements(services.database.pool);
    const pins = { pin: '258025', duressPin: '607143' };
    const runs = [];
    for (const pin of Object.values(pins)) {
      const person = somebody();
      await setCancelPins(services, asking(person), pins);
      const alertId = await press(person);
      await cancelAlert(services, asking(person), { alertId, pin });
      statements.take();
      const { record, seenBy } = await leave(person, alertId, phone);
      const { personView } = record.alert;
      runs.push({ personView, seenBy, read: await read(person, alertId), ran: statements.take() });
    }
    expect(runs[1]).toEqual(runs[0]);
    expect(runs[0]?.read).toEqual([null, masked]);
  });
});
