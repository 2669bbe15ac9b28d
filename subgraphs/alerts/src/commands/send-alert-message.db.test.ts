import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { createTestDatabase } from '@alert-button/platform/testing/database.ts';
import type { Officer, Organisation, Person } from '@alert-button/platform/viewer.ts';
import {
  AlertStateError,
  IdempotencyMismatchError,
  MessageLimitError,
  PhoneShowsCancelError,
} from '../domain/errors.ts';
import { setConsent } from '../testing/consents.ts';
import { placed } from '../testing/placed.ts';
import { dumpAsText } from '../testing/rows.ts';
import {
  asking,
  officerOf,
  openTestServices,
  organisation,
  somebody,
  type TestServices,
} from '../testing/services.ts';
import { acknowledgeAlert } from './acknowledge-alert.ts';
import { cancelAlert } from './cancel-alert.ts';
import { raiseAlert } from './raise-alert.ts';
import { readAlert, readMessagesOfAlert, readUnansweredMessages } from './read-alert.ts';
import { readAlertEvents, readDeskEvents } from './read-feed.ts';
import { resolveAlert } from './resolve-alert.ts';
import { sendAlertMessage } from './send-alert-message.ts';
import { deskOf } from './visible-alert.ts';

const closing = new AsyncDisposableStack();
let services: TestServices;
let other: TestServices;
let admin: pg.Pool;

beforeAll(async () => {
  const testDatabase = closing.use(await createTestDatabase('alerts'));
  services = closing.use(await openTestServices(testDatabase.app));
  other = closing.use(await openTestServices(testDatabase.app));
  admin = new pg.Pool({ connectionString: testDatabase.admin });
  closing.defer(() => admin.end());
});

afterAll(() => closing.disposeAsync());

type Writer = Person | Officer | Organisation;
const houston = { latitude: 29.7604, longitude: -95.3698 };
const officer = officerOf('houston');

const press = async (viewer: Person) => {
  const idempotencyKey = randomUUID();
  const { record } = await raiseAlert(services, asking(viewer), {
    ...{ idempotencyKey, position: houston, channel: 'APP', drill: false },
  });
  return record.alert.id;
};
const take = (alertId: string) => acknowledgeAlert(services, asking(officer), { alertId });

/** Somebody whose alert an officer of Houston has taken. */
async function answered() {
  const person = somebody();
  const alertId = await press(person);
  await take(alertId);
  return { person, alertId };
}

const write = (
  viewer: Writer,
  alertId: string,
  text: string,
  idempotencyKey: string = randomUUID(),
) => sendAlertMessage(services, asking(viewer), { alertId, idempotencyKey, text });

async function read(viewer: Writer, alertId: string, after = 0) {
  const seen = await readAlert(services, asking(viewer), alertId);
  return seen === null ? null : readMessagesOfAlert(services, asking(viewer), seen, after);
}

const kindsOf = async (viewer: Writer, alertId: string) => {
  await placed(admin);
  const page = await readAlertEvents(services, asking(viewer), {
    alertId,
    first: 100,
    after: null,
  });
  return page?.items.flatMap((item) => (item.type === 'AlertEvent' ? [item.kind] : []));
};

const count = async (table: string, alertId: string) => {
  const { rows } = await admin.query<{ count: number }>(
    `select count(*)::int from ${table} where ${table === 'event' ? 'subject_id' : 'alert_id::text'} = $1`,
    [alertId],
  );
  return rows[0]?.count;
};

describe('the person and a desk', () => {
  test('read each other, each by the versions that they are shown', async () => {
    const { person, alertId } = await answered();
    const asked = await write(officer, alertId, '  ¿Dónde está?  ');
    const deskId = deskOf(services, officer);
    expect(asked).toMatchObject({ version: 3, author: 'DESK', deskId, text: '¿Dónde está?' });
    const answer = await write(person, alertId, 'Frente a la escuela.');
    expect(answer).toMatchObject({ version: 4, author: 'PERSON', deskId: null });
    expect(await read(person, alertId)).toEqual([asked, answer]);
    expect(await read(officer, alertId)).toEqual([asked, answer]);
    expect(await read(person, alertId, 3)).toEqual([answer]);
    expect(await kindsOf(person, alertId)).toEqual([
      ...['RAISED', 'ACKNOWLEDGED', 'DESK_WROTE', 'PERSON_WROTE'],
    ]);
    const desk = await readDeskEvents(services, asking(officer), {
      ...{ deskId: deskId ?? '', first: 100, after: null },
    });
    const kinds = desk?.items.flatMap((item) =>
      item.type === 'AlertEvent' && item.alertId === alertId ? [item.kind] : [],
    );
    expect(kinds).toEqual(['RAISED', 'ACKNOWLEDGED', 'DESK_WROTE', 'PERSON_WROTE']);
  });

  test('leave no words and no officer where others may look, and an entry for each reading', async () => {
    const { person, alertId } = await answered();
    await write(officer, alertId, 'Quetzalcoatlus');
    await write(person, alertId, 'Axolotlpan');
    await read(person, alertId);
    await read(officer, alertId);
    expect(await dumpAsText(admin)).not.toMatch(/Quetzalcoatlus|Axolotlpan/);
    const { rows: sealed } = await admin.query<{ length: number; row: string }>(
      `select length(sealed_text), to_jsonb(alert_message) - 'sealed_text' as row
       from alert_message where alert_id = $1`,
      [alertId],
    );
    expect(new Set(sealed.map(({ length }) => length)).size).toBe(1);
    expect(JSON.stringify(sealed)).not.toContain(officer.officerId);
    const { rows } = await admin.query(
      `select actor_kind, action, facts from audit_entry
       where subject_id = $1 and action like '%essage%' order by sequence`,
      [alertId],
    );
    expect(rows).toEqual([
      { actor_kind: 'OFFICER', action: 'sendAlertMessage', facts: {} },
      { actor_kind: 'PERSON', action: 'sendAlertMessage', facts: {} },
      { actor_kind: 'OFFICER', action: 'readMessages', facts: {} },
    ]);
  });

  test('keep out everybody else, an organisation that acts for the person among them', async () => {
    const { person, alertId } = await answered();
    const ngo = organisation();
    await setConsent(services, person, ngo, 'CONSENT_GRANTED');
    await write(person, alertId, 'I am here.');
    for (const viewer of [somebody(), officerOf('dallas'), ngo]) {
      await expect(write(viewer, alertId, 'Who are you?')).rejects.toBeInstanceOf(NotFoundError);
    }
    expect(await read(somebody(), alertId)).toBeNull();
    expect(await read(officerOf('dallas'), alertId)).toBeNull();
    expect(await read(ngo, alertId)).toBeNull();
    expect(await kindsOf(ngo, alertId)).toEqual(['RAISED', 'ACKNOWLEDGED']);
  });
});

test('whom a person waits for an answer, the desk’s screen says, and no phone', async () => {
  const [asked, answering, quiet] = [await answered(), await answered(), await answered()];
  await write(asked.person, asked.alertId, 'Is anybody there?');
  await write(answering.person, answering.alertId, 'Is anybody there?');
  await write(officer, answering.alertId, 'Yes.');
  const seenBy = async (viewer: (of: typeof asked) => Writer) => {
    const seen = await Promise.all(
      [asked, answering, quiet].map(async (one) =>
        readAlert(services, asking(viewer(one)), one.alertId),
      ),
    );
    return readUnansweredMessages(
      services,
      seen.filter((one) => one !== null),
    );
  };
  expect(await seenBy(() => officer)).toEqual([true, false, false]);
  expect(await seenBy(({ person }) => person)).toEqual([null, null, null]);
});

describe('one key', () => {
  test('is one message and one event, however often and wherever it is sent at once', async () => {
    const { person, alertId } = await answered();
    const input = { alertId, idempotencyKey: randomUUID(), text: 'Help me.' };
    const events = (await count('event', alertId)) ?? 0;
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        sendAlertMessage(index % 2 === 0 ? services : other, asking(person), input),
      ),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await count('alert_message', alertId)).toBe(1);
    expect(await count('event', alertId)).toBe(events + 1);
  });

  test('is a mismatch with other words, and each side has its own', async () => {
    const { person, alertId } = await answered();
    const key = randomUUID();
    await write(person, alertId, 'One.', key);
    await expect(write(person, alertId, 'Two.', key)).rejects.toBeInstanceOf(
      IdempotencyMismatchError,
    );
    await write(officer, alertId, 'Two.', key);
    expect((await read(person, alertId))?.map(({ text }) => text)).toEqual(['One.', 'Two.']);
  });

  test('that was taken is answered as taken, whatever has happened since', async () => {
    const { person, alertId } = await answered();
    const key = randomUUID();
    const sent = await write(officer, alertId, 'We are on our way.', key);
    await cancelAlert(services, asking(person), { alertId });
    expect(await write(officer, alertId, 'We are on our way.', key)).toEqual(sent);
    await resolveAlert(services, asking(officer), { alertId, outcome: 'ASSISTED' });
    expect(await write(officer, alertId, 'We are on our way.', key)).toEqual(sent);
  });
});

describe('is refused with a type', () => {
  test('what is no message', async () => {
    const { person, alertId } = await answered();
    for (const text of ['', ' \n ', 'x'.repeat(1001)]) {
      const refused = write(person, alertId, text);
      await expect(refused).rejects.toMatchObject({ issues: [{ path: 'text' }] });
    }
    const withoutKey = write(person, alertId, 'Help.', 'no-uuid');
    await expect(withoutKey).rejects.toBeInstanceOf(InvalidInputError);
  });

  test('from a desk, before an officer has taken the alert', async () => {
    const person = somebody();
    const alertId = await press(person);
    await expect(write(officer, alertId, 'Where are you?')).rejects.toEqual(
      new AlertStateError('RAISED'),
    );
    expect(await write(person, alertId, 'I am hiding.')).toMatchObject({ version: 2 });
  });

  test('anything once the alert is closed', async () => {
    const { person, alertId } = await answered();
    await resolveAlert(services, asking(officer), { alertId, outcome: 'RELEASED' });
    for (const viewer of [person, officer]) {
      await expect(write(viewer, alertId, 'Thank you.')).rejects.toEqual(
        new AlertStateError('RESOLVED'),
      );
    }
  });

  test('more than ten a minute of one side, many at once among them', async () => {
    const { person, alertId } = await answered();
    const sent = await Promise.allSettled(
      Array.from({ length: 15 }, (_, index) =>
        sendAlertMessage(index % 2 === 0 ? services : other, asking(person), {
          ...{ alertId, idempotencyKey: randomUUID(), text: `Message ${index}` },
        }),
      ),
    );
    const refused = sent.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(refused).toHaveLength(5);
    for (const reason of refused) expect(reason).toBeInstanceOf(MessageLimitError);
    expect((refused[0] as MessageLimitError).retryAfterSeconds).toBeGreaterThan(0);
    expect(await write(officer, alertId, 'I am reading.')).toMatchObject({ author: 'DESK' });
    await admin.query(
      `update alert_message set at = at - interval '1 minute' where alert_id = $1`,
      [alertId],
    );
    expect(await write(person, alertId, 'One more.')).toMatchObject({ author: 'PERSON' });
  });

  test('to a phone that shows a cancel, until the person presses again', async () => {
    const { person, alertId } = await answered();
    await cancelAlert(services, asking(person), { alertId });
    const before = await read(person, alertId);
    await expect(write(officer, alertId, 'Is it true?')).rejects.toEqual(
      new PhoneShowsCancelError(),
    );
    expect(await read(person, alertId)).toEqual(before);
    await press(person);
    await take(alertId);
    await write(officer, alertId, 'We are here.');
    expect((await read(person, alertId))?.map(({ text }) => text)).toEqual(['We are here.']);
  });
});
