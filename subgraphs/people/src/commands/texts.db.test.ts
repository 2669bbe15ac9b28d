import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { createSealer } from '@alert-button/platform/keys.ts';
import { createLog } from '@alert-button/platform/log.ts';
import { deliverMessages } from '@alert-button/platform/messages/delivery.ts';
import { createTestDatabase } from '@alert-button/platform/testing/database.ts';
import { until } from '@alert-button/platform/testing/until.ts';
import { anonymous } from '@alert-button/platform/viewer.ts';
import { mostInstructionsPerPhone } from '../domain/own-phone.ts';
import { instruction, ownMessageText } from '../domain/own-message.ts';
import type { TextKind } from '../domain/text-kind.ts';
import { openDatabase } from '../store/database.ts';
import { enrol, type Enrolled } from '../testing/enrolled.ts';
import { createOutbox, type Outbox } from '../testing/outbox.ts';
import { createTestNeeds } from '../testing/person-needs.ts';
import { createCommands, type PeopleCommands } from './index.ts';

/* Whose text messages are, and what is written back. */

const closing = new AsyncDisposableStack();
const phone = '+525512345678';
const asking = {
  viewer: { kind: 'TEXT_SERVICE', serviceId: 'the-service' },
  requestId: 'test-request',
} as const;
let admin: pg.Pool;
let commands: PeopleCommands;
let outbox: Outbox;
let ana: Enrolled;
let personId: string;

beforeAll(async () => {
  const testDatabase = closing.use(await createTestDatabase('people'));
  const log = createLog('people', 'silent');
  const database = closing.use(openDatabase(testDatabase.app, log));
  admin = new pg.Pool({ connectionString: testDatabase.admin, max: 2 });
  closing.defer(() => admin.end());
  const needs = await createTestNeeds(database, () => delivery.wake());
  commands = createCommands(needs);
  outbox = createOutbox();
  const delivery = closing.use(
    deliverMessages({
      pool: database.pool,
      sealer: createSealer(needs.keyProvider),
      channels: outbox.channels,
      log,
    }),
  );
});

afterAll(() => closing.disposeAsync());

beforeEach(async () => {
  const tables = 'message, person, event, audit_entry, stopped_phone, caller_try';
  await admin.query(`truncate ${tables}, text_instruction cascade`);
  outbox.reset();
  ana = await enrol(commands);
  personId = randomUUID();
});

const settled = () =>
  until(async () => {
    const { rows } = await admin.query('select 1 from message where ended_at is null');
    return rows.length === 0;
  }, 'all messages to be sent');
const receive = (kind: TextKind, facts = {}) =>
  commands.receiveText(asking, { phone, personId, kind, language: 'es', ...facts });
const answer = (alertId: string | null, facts = {}) =>
  commands.answerText(asking, { messageId: randomUUID(), phone, personId, alertId, ...facts });
const sent = async () => {
  await settled();
  return outbox.to(phone).map(({ text }) => text);
};
const persons = async () => {
  const { rows } = await admin.query<{ id: string }>('select id from person order by created_at');
  return rows.map(({ id }) => id);
};

async function prove(who: Enrolled): Promise<void> {
  await commands.setOwnPhone(who.asking, { phone });
  const code = /\d{6}/.exec((await sent()).at(-1) ?? '')?.[0] ?? '';
  await commands.confirmOwnPhone(who.asking, { code });
  outbox.reset();
}

describe('who wrote', () => {
  test('is the person who proved the number, with the consulate they call theirs', async () => {
    await prove(ana);
    await commands.updatePerson(ana.asking, { homeConsulate: 'boise' });
    const known = { personId: ana.id, homeConsulate: 'boise' };
    expect([await receive('HELP'), await receive('OTHER')]).toEqual([known, known]);
    expect(await persons()).toEqual([ana.id]);
  });

  test('becomes a person by asking for help, once, however many at once', async () => {
    const texter = { personId, homeConsulate: null };
    expect(await receive('OTHER')).toEqual(texter);
    expect(await persons()).toEqual([ana.id]);
    const many = await Promise.all(Array.from({ length: 5 }, () => receive('HELP')));
    expect(many).toEqual(Array.from({ length: 5 }, () => texter));
    expect(await persons()).toEqual([ana.id, personId]);
  });

  test('is the person from then on who proves the number later', async () => {
    await receive('HELP');
    await prove(ana);
    expect(await receive('OTHER')).toMatchObject({ personId: ana.id });
  });

  test('is nobody whom an operator was only told about', async () => {
    const operator = {
      viewer: { kind: 'OFFICER', officerId: 'o', desk: 'call-centre', role: 'OPERATOR' },
      requestId: 'test-request',
    } as const;
    await commands.registerCaller(operator, { personId: randomUUID(), phone });
    expect(await receive('HELP')).toEqual({ personId, homeConsulate: null });
  });
});

describe('the answer', () => {
  test('comes once for each alert, in the language of the message', async () => {
    await receive('HELP', { language: 'en' });
    const alertId = randomUUID();
    await Promise.all([answer(alertId), answer(alertId)]);
    await answer(alertId);
    expect(await sent()).toEqual([ownMessageText('RECEIVED', 'en')]);
    await answer(randomUUID());
    expect(await sent()).toHaveLength(2);
  });

  test('to something else says how to ask for help, once for it and a few times a day', async () => {
    const messageId = randomUUID();
    await answer(null, { messageId });
    await answer(null, { messageId });
    expect(await sent()).toEqual([instruction]);
    for (let times = 0; times < 5; times += 1) await answer(null);
    expect(await sent()).toHaveLength(mostInstructionsPerPhone);
    expect(await persons()).toEqual([ana.id]);
  });
});

describe('STOP', () => {
  test('ends all that goes to the number, until it asks for help again', async () => {
    await receive('HELP');
    const { id } = await commands.addEmergencyContact(ana.asking, { name: 'Xochitl', phone });
    expect(await sent()).toHaveLength(1);
    await receive('STOP');
    await receive('STOP');
    await answer(randomUUID());
    await answer(null);
    await commands.setOwnPhone(ana.asking, { phone });
    expect(await sent()).toHaveLength(1);
    const contacts = await commands.readEmergencyContacts(ana.asking, ana.id);
    expect(contacts).toMatchObject([{ id, standing: 'WITHDRAWN' }]);
    await receive('HELP');
    await answer(randomUUID());
    expect(await sent()).toHaveLength(2);
  });

  test('drops what waits to be sent', async () => {
    await receive('HELP');
    outbox.answer('SMS', async () => ({ kind: 'FAILED', reason: 'away' }));
    await answer(randomUUID());
    await receive('STOP');
    const { rows } = await admin.query('select status from message');
    expect(rows).toEqual([{ status: 'SETTLED' }]);
  });
});

test('nobody but the service hands texts in, and bad input names its field', async () => {
  for (const viewer of [ana.asking.viewer, anonymous]) {
    const other = { viewer, requestId: 'test-request' };
    const input = { phone, personId, kind: 'HELP', language: 'es' } as const;
    await expect(commands.receiveText(other, input)).rejects.toThrow();
    const answered = { messageId: randomUUID(), phone, personId };
    await expect(commands.answerText(other, answered)).rejects.toThrow();
  }
  const error = await receive('HELP', { phone: '12345', personId: 'x' }).catch(
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof InvalidInputError)) throw error;
  expect(error.issues.map(({ path }) => path)).toEqual(['personId', 'phone']);
  expect(error).not.toBeInstanceOf(NotFoundError);
});
