import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { createSealer } from '@alert-button/platform/keys.ts';
import { createLog } from '@alert-button/platform/log.ts';
import { deliverMessages } from '@alert-button/platform/messages/delivery.ts';
import { createTestDatabase } from '@alert-button/platform/testing/database.ts';
import { until } from '@alert-button/platform/testing/until.ts';
import type { Officer } from '@alert-button/platform/viewer.ts';
import { mostCodesPerPhone, mostCodeTries } from '../domain/own-phone.ts';
import { openDatabase } from '../store/database.ts';
import { enrol, type Enrolled } from '../testing/enrolled.ts';
import { createOutbox, type Outbox } from '../testing/outbox.ts';
import { createTestNeeds } from '../testing/person-needs.ts';
import { createCommands, type PeopleCommands } from './index.ts';

/* Who a number belongs to, and who is recognised by it. */

const closing = new AsyncDisposableStack();
const phone = '+525512345678';
const word = 'Colibrí azul';
const operator: Officer = {
  kind: 'OFFICER',
  officerId: 'the-operator',
  desk: 'call-centre',
  role: 'OPERATOR',
};
const asOperator = { viewer: operator, requestId: 'test-request' };
let admin: pg.Pool;
let commands: PeopleCommands;
let outbox: Outbox;
let ana: Enrolled;
let luis: Enrolled;

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
  luis = await enrol(commands);
});

const settled = () =>
  until(async () => {
    const { rows } = await admin.query('select 1 from message where ended_at is null');
    return rows.length === 0;
  }, 'all messages to be sent');

async function codesTo(number: string): Promise<string[]> {
  await settled();
  return outbox.to(number).map(({ text }) => /\d{6}/.exec(text)?.[0] ?? '');
}

const lastCode = async (number = phone) => (await codesTo(number)).at(-1) ?? '';
const ask = (who: Enrolled, number: string | null = phone) =>
  commands.setOwnPhone(who.asking, { phone: number });
const confirm = (who: Enrolled, code: string) => commands.confirmOwnPhone(who.asking, { code });
async function prove(who: Enrolled): Promise<void> {
  await ask(who);
  await confirm(who, await lastCode());
}

async function maskedOf({ asking, id }: Enrolled): Promise<string | null> {
  const person = await commands.readPerson(asking, { id });
  return person === null ? null : commands.readOwnPhone.masked(asking, person);
}

const find = (input: object, viewer: Officer = operator) =>
  commands.recogniseCaller({ viewer, requestId: 'test-request' }, { phone, ...input });
const register = (input: object = {}) =>
  commands.registerCaller(asOperator, { personId: randomUUID(), ...input });

const auditOf = async (action: string) => {
  const { rows } = await admin.query<{ facts: object }>(
    'select facts from audit_entry where action = $1 order by sequence',
    [action],
  );
  return rows.map(({ facts }) => facts);
};

describe('a number of their own', () => {
  test('is a person’s once the code that went there was typed, and is read back masked', async () => {
    await ask(ana);
    expect(await maskedOf(ana)).toBeNull();
    const code = await lastCode();
    await confirm(ana, ` ${code.slice(0, 3)} ${code.slice(3)}`);
    expect(await maskedOf(ana)).toBe('•••• 5678');
    const person = await commands.readPerson(ana.asking, { id: ana.id });
    if (person === null) throw new Error('A person sees themself');
    expect(await commands.readOwnPhone.whole(ana.asking, person)).toBeNull();
    expect(await commands.readOwnPhone.masked(luis.asking, person)).toBeNull();
    await ask(ana, null);
    expect(await maskedOf(ana)).toBeNull();
  });

  test('is the one’s who proved it last', async () => {
    await prove(ana);
    await prove(luis);
    expect([await maskedOf(ana), await maskedOf(luis)]).toEqual([null, '•••• 5678']);
  });

  test('A19: is asked for with one answer, whoever has it and however often', async () => {
    await prove(ana);
    const answers = new Set<string>();
    for (let times = 0; times < 6; times += 1) answers.add(JSON.stringify(await ask(luis)));
    answers.add(JSON.stringify(await ask(luis, '+525587654321')));
    expect(answers.size).toBe(1);
    expect(await codesTo(phone)).toHaveLength(mostCodesPerPhone);
  });

  test('is not bound by a wrong code, an old one, an expired one, or after too many tries', async () => {
    await ask(ana);
    const old = await lastCode();
    await ask(ana);
    const code = await lastCode();
    const wrong = code === '111111' ? '222222' : '111111';
    const refused = [];
    for (const typed of [old === code ? wrong : old, wrong, 'abcdef', '', code]) {
      refused.push(await confirm(luis, typed).catch((error: unknown) => error));
    }
    await admin.query(`update phone_code set expires_at = clock_timestamp()`);
    refused.push(await confirm(ana, code).catch((error: unknown) => error));
    await admin.query(`update phone_code set expires_at = clock_timestamp() + interval '1 hour'`);
    for (let times = 0; times < mostCodeTries; times += 1) {
      refused.push(await confirm(ana, wrong).catch((error: unknown) => error));
    }
    refused.push(await confirm(ana, code).catch((error: unknown) => error));
    for (const error of refused) expect(error).toBeInstanceOf(InvalidInputError);
    expect(new Set(refused.map((error) => String(error))).size).toBe(1);
    expect(await maskedOf(ana)).toBeNull();
    expect(await auditOf('tryPhoneCode')).toHaveLength(mostCodeTries);
  });

  test('stands sealed, with no digit of it in any row', async () => {
    await prove(ana);
    for (const table of ['own_phone', 'phone_code', 'message', 'audit_entry', 'event']) {
      const { rows } = await admin.query<{ row: string }>(`select t::text as row from ${table} t`);
      expect(JSON.stringify(rows)).not.toMatch(/12345678|\+52/);
    }
  });
});

describe('a caller', () => {
  beforeEach(async () => {
    await prove(ana);
    await commands.setCallerWord(ana.asking, { word });
  });

  test('is recognised by the number and the word, as it is said aloud', async () => {
    expect(await find({ word: 'colibri AZUL' })).toEqual({ personId: ana.id });
    expect(await commands.readHasCallerWord(ana.asking, ana.id)).toBe(true);
    expect(await commands.readHasCallerWord(luis.asking, ana.id)).toBeNull();
    expect(await auditOf('recogniseCaller')).toEqual([{ by: 'WORD', isFound: true }]);
  });

  test('who says another word, and a number that nobody has, are one answer', async () => {
    const misses = [
      await find({ word: 'otra cosa' }).catch((error: unknown) => error),
      await find({ word, phone: '+525587654321' }).catch((error: unknown) => error),
      await find({ override: 'CALLED_BACK', phone: '+525587654321' }).catch(
        (error: unknown) => error,
      ),
    ];
    for (const error of misses) expect(error).toBeInstanceOf(NotFoundError);
    expect(new Set(misses.map(String)).size).toBe(1);
    expect(await auditOf('recogniseCaller')).toHaveLength(3);
  });

  test('can be taken for who they are without a word, for a reason that is recorded', async () => {
    expect(await find({ override: 'CANNOT_SPEAK' })).toEqual({ personId: ana.id });
    expect(await auditOf('recogniseCaller')).toEqual([{ by: 'CANNOT_SPEAK', isFound: true }]);
  });

  test('after five wrong tries on a number, known or not, there is a pause for everything', async () => {
    for (const number of [phone, '+525587654321']) {
      for (let times = 0; times < 5; times += 1) {
        await expect(find({ word: 'otra cosa', phone: number })).rejects.toThrow(NotFoundError);
      }
      await expect(find({ word, phone: number })).rejects.toThrow(ConflictError);
    }
    await admin.query(`update caller_try set tried_at = tried_at - interval '61 minutes'`);
    expect(await find({ word })).toEqual({ personId: ana.id });
    expect(await auditOf('recogniseCaller')).toContainEqual({ by: 'WORD', isTooOften: true });
  });

  test('is found by operators alone', async () => {
    for (const role of ['OFFICER', 'ADMINISTRATOR'] as const) {
      const other = { ...operator, role };
      await expect(find({ word }, other)).rejects.toThrow(NotFoundError);
      const input = { personId: randomUUID() };
      const registering = commands.registerCaller({ ...asOperator, viewer: other }, input);
      await expect(registering).rejects.toThrow(NotFoundError);
    }
  });

  test('whose word was taken away needs another', async () => {
    await commands.setCallerWord(ana.asking, { word: null });
    await expect(find({ word })).rejects.toThrow(NotFoundError);
  });
});

describe('somebody without a device', () => {
  test('is registered once for one id, and found by what they told', async () => {
    const personId = randomUUID();
    const input = { personId, phone, word, languages: ['es-MX'], homeConsulate: 'boise' };
    expect(await register(input)).toEqual({ personId });
    expect(await register({ personId, phone: '+525587654321', word: 'otra cosa' })).toEqual({
      personId,
    });
    expect(await find({ word })).toEqual({ personId });
    await expect(find({ word: 'otra cosa', phone: '+525587654321' })).rejects.toThrow(
      NotFoundError,
    );
    const { rows } = await admin.query(
      'select home_consulate, languages from person where id = $1',
      [personId],
    );
    expect(rows).toEqual([{ home_consulate: 'boise', languages: ['es-MX'] }]);
    const told = { hasPhone: true, hasWord: true };
    expect(await auditOf('registerCaller')).toEqual([
      { ...told, outcome: 'DONE' },
      { ...told, outcome: 'UNCHANGED' },
    ]);
  });

  test('changes nothing of a person whose id it is', async () => {
    await prove(ana);
    await register({ personId: ana.id, phone: '+525587654321', word });
    expect(await maskedOf(ana)).toBe('•••• 5678');
    expect(await commands.readHasCallerWord(ana.asking, ana.id)).toBe(false);
  });

  test('does not take the number from who proved it, and each is found by their word', async () => {
    await prove(ana);
    await commands.setCallerWord(ana.asking, { word });
    const { personId } = await register({ phone, word: 'otra cosa' });
    expect(await find({ word })).toEqual({ personId: ana.id });
    expect(await find({ word: 'otra cosa' })).toEqual({ personId });
    expect(await find({ override: 'CALLED_BACK' })).toEqual({ personId: ana.id });
  });

  test('what is wrong with what they told is named', async () => {
    const input = { personId: 'x', phone: '5512345678', word: '1234', homeConsulate: 'No such' };
    const error = await register(input).catch((thrown: unknown) => thrown);
    if (!(error instanceof InvalidInputError)) throw error;
    expect(error.issues.map(({ path }) => path)).toEqual([
      'personId',
      'phone',
      'word',
      'homeConsulate',
    ]);
  });
});
