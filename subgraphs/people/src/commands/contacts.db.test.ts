import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { createSealer } from '@alert-button/platform/keys.ts';
import { createLog } from '@alert-button/platform/log.ts';
import { deliverMessages } from '@alert-button/platform/messages/delivery.ts';
import { createTestDatabase } from '@alert-button/platform/testing/database.ts';
import { until } from '@alert-button/platform/testing/until.ts';
import { anonymous } from '@alert-button/platform/viewer.ts';
import { openDatabase } from '../store/database.ts';
import { enrol, type Enrolled } from '../testing/enrolled.ts';
import { createOutbox, tokenIn, type Outbox } from '../testing/outbox.ts';
import { createTestNeeds } from '../testing/person-needs.ts';
import { createCommands, type PeopleCommands } from './index.ts';

/*
 * What contacts say, by the tokens in messages to them, and what they can do for a person who lost
 * a device.
 */

const closing = new AsyncDisposableStack();
const asking = { viewer: anonymous, requestId: 'test-request' };
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
  await admin.query('truncate message, person, revocation, event, audit_entry cascade');
  outbox.reset();
  ana = await enrol(commands);
  luis = await enrol(commands);
});

const settled = () =>
  until(async () => {
    const { rows } = await admin.query('select 1 from message where ended_at is null');
    return rows.length === 0;
  }, 'all messages to be sent');

const sister = { name: 'Xochitl Colibrina', email: 'xochitl@example.test' } as const;

/** The token that the last message carries. */
async function lastToken(): Promise<string> {
  await settled();
  return tokenIn(outbox.sent.at(-1)?.message);
}

async function addConfirmed() {
  const { id } = await commands.addEmergencyContact(ana.asking, sister);
  const question = await lastToken();
  await commands.confirmContact(asking, { token: question });
  return { contactId: id, question };
}

const seen = async ({ asking: by, id }: Enrolled) =>
  (await commands.readEmergencyContacts(by, id)) ?? [];

describe('somebody who is entered as a contact', () => {
  test('is asked once, without a name or a word of what happened, and answers once', async () => {
    const { id } = await commands.addEmergencyContact(ana.asking, {
      ...sister,
      message: 'Canario',
    });
    const token = await lastToken();
    expect(outbox.sent).toHaveLength(1);
    expect(JSON.stringify(outbox.sent[0]?.message)).not.toMatch(/Xochitl|Canario|aler/i);
    expect(await seen(ana)).toMatchObject([{ id, standing: 'UNANSWERED' }]);
    expect(await commands.readContactLink(asking, token)).toEqual({
      purpose: 'QUESTION',
      standing: 'UNANSWERED',
      devices: [],
    });
    expect(await commands.confirmContact(asking, { token })).toEqual({ standing: 'CONFIRMED' });
    expect(await seen(ana)).toMatchObject([{ id, standing: 'CONFIRMED' }]);
    const { rows } = await admin.query(
      `select actor_id, facts from audit_entry where actor_kind = 'CONTACT'`,
    );
    expect(rows).toEqual([{ actor_id: id, facts: { contactId: id } }]);
  });

  test('gets one answer to a token that never was, was used, or has expired', async () => {
    const { question: used } = await addConfirmed();
    await commands.addEmergencyContact(luis.asking, sister);
    const expired = await lastToken();
    await admin.query(`update contact_link set expires_at = clock_timestamp()`);
    for (const token of [used, expired, 'A'.repeat(22), '', 'x', '\0', 'A'.repeat(10_000)]) {
      const acts = [
        commands.confirmContact(asking, { token }),
        commands.declineContact(asking, { token }),
        commands.revokeDeviceByContact(asking, { token }),
      ];
      const refused = { status: 'rejected', reason: new NotFoundError('token') };
      expect(await Promise.allSettled(acts)).toEqual([refused, refused, refused]);
    }
    expect(await seen(luis)).toMatchObject([{ standing: 'UNANSWERED' }]);
  });

  test('who declines is seen to have, may leave again, and cannot be asked again', async () => {
    const { id: contactId } = await commands.addEmergencyContact(ana.asking, sister);
    const token = await lastToken();
    await commands.declineContact(asking, { token });
    expect(await seen(ana)).toMatchObject([{ standing: 'DECLINED' }]);
    await expect(commands.askContact(ana.asking, { contactId })).rejects.toThrow(ConflictError);
    await commands.updateEmergencyContact(ana.asking, { contactId, phone: '+525512345678' });
    await settled();
    expect(outbox.sent).toHaveLength(1);
    expect(await seen(ana)).toMatchObject([{ standing: 'WITHDRAWN' }]);
  });

  test('of two answers at once, one counts', async () => {
    await commands.addEmergencyContact(ana.asking, sister);
    const token = await lastToken();
    const answers = Array.from({ length: 10 }, (_, index) =>
      index % 2 === 0
        ? commands.confirmContact(asking, { token })
        : commands.declineContact(asking, { token }),
    );
    const results = await Promise.allSettled(answers);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('is asked at most three times a day, whoever asks, and nobody learns of it', async () => {
    const { id: contactId } = await commands.addEmergencyContact(ana.asking, sister);
    for (let again = 0; again < 4; again += 1) {
      await commands.askContact(ana.asking, { contactId });
    }
    const other = await commands.addEmergencyContact(luis.asking, sister);
    expect(other).toMatchObject({ standing: 'UNANSWERED' });
    await settled();
    expect(outbox.sent).toHaveLength(3);
    // Only the last question is still one.
    const [first, , last] = outbox.sent.map(({ message }) => tokenIn(message));
    await expect(commands.confirmContact(asking, { token: first ?? '' })).rejects.toThrow(
      NotFoundError,
    );
    await commands.confirmContact(asking, { token: last ?? '' });
  });

  test('gives a subscription of their own with the answer', async () => {
    const push = {
      endpoint: 'https://push.example.test/xochitl',
      p256dh: `B${'A'.repeat(86)}`,
      auth: 'a'.repeat(22),
    };
    await commands.addEmergencyContact(ana.asking, sister);
    const token = await lastToken();
    const wrong = { token, push: { ...push, endpoint: 'http://push.example.test' } };
    await expect(commands.confirmContact(asking, wrong)).rejects.toThrow(InvalidInputError);
    await commands.confirmContact(asking, { token, push });
    const [contact] = await seen(ana);
    expect(contact).toMatchObject({ hasPush: true });
    expect((await contact?.addresses())?.map(({ kind }) => kind)).toEqual(['WEB_PUSH', 'EMAIL']);
  });

  test('is asked anew when they may be somebody else, and is not trusted any more', async () => {
    const { contactId } = await addConfirmed();
    const [device] = (await commands.readDevices(ana.asking, ana.id)) ?? [];
    const devices = [{ deviceId: device?.id ?? '' }];
    await commands.trustContact(ana.asking, { contactId, devices });
    await commands.updateEmergencyContact(ana.asking, { contactId, maySee: 'EXACT_PLACE' });
    expect(await seen(ana)).toMatchObject([{ standing: 'CONFIRMED', trustedDevices: 1 }]);
    await commands.updateEmergencyContact(ana.asking, { contactId, email: 'other@example.test' });
    expect(await seen(ana)).toMatchObject([{ standing: 'UNANSWERED', trustedDevices: 0 }]);
    await settled();
    expect(outbox.to('other@example.test')).toHaveLength(1);
  });

  test('keeps some way to be reached', async () => {
    const { id: contactId } = await commands.addEmergencyContact(ana.asking, sister);
    const cleared = { contactId, email: null };
    await expect(commands.updateEmergencyContact(ana.asking, cleared)).rejects.toThrow(
      InvalidInputError,
    );
    await commands.updateEmergencyContact(ana.asking, { ...cleared, phone: '+525512345678' });
    const [contact] = await seen(ana);
    expect(await contact?.email()).toBeNull();
  });

  test('by STOP from a telephone leaves everybody who has its number', async () => {
    const phone = '+525512345678';
    for (const { asking: by } of [ana, luis]) {
      await commands.addEmergencyContact(by, { name: 'Xochitl', phone });
    }
    expect(await commands.withdrawPhone('request', phone)).toBe(2);
    expect(await commands.withdrawPhone('request', phone)).toBe(0);
    for (const person of [ana, luis]) {
      expect(await seen(person)).toMatchObject([{ standing: 'WITHDRAWN' }]);
    }
  });
});

describe('a trusted contact', () => {
  async function trusted(labels: readonly (string | null)[]) {
    const { contactId, question } = await addConfirmed();
    for (const label of labels.slice(1)) {
      const { code } = await commands.createDeviceLink(ana.asking, { validMinutes: 10 });
      await enrol(commands, code, label ?? undefined);
    }
    const own = (await commands.readDevices(ana.asking, ana.id)) ?? [];
    const devices = own.map(({ id: deviceId }, index) => ({ deviceId, label: labels[index] }));
    await commands.trustContact(ana.asking, { contactId, devices });
    outbox.sent.length = 0;
    return { contactId, question, own };
  }

  test('shuts out one device by a link sent to them, and nothing else', async () => {
    const { question, own } = await trusted(['El de diario', null]);
    const { linkValidMinutes } = await commands.requestDeviceRevocation(asking, {
      token: question,
    });
    expect(linkValidMinutes).toBe(30);
    const token = await lastToken();
    expect(outbox.to(sister.email)).toHaveLength(1);
    const link = await commands.readContactLink(asking, token);
    const labels = await Promise.all((link?.devices ?? []).map(({ label }) => label()));
    expect([link?.purpose, labels]).toEqual(['REVOCATION', ['El de diario', null]]);
    await expect(commands.revokeDeviceByContact(asking, { token })).rejects.toThrow(/^deviceId/);
    const [lost, kept] = own.map(({ id }) => id);
    const revoked = await commands.revokeDeviceByContact(asking, { token, deviceId: lost });
    expect(revoked.id).toBe(lost);
    expect(await commands.readDevices(ana.asking, ana.id)).toMatchObject([
      { id: lost, isRevoked: true, isRevokedByContact: true },
      { id: kept, isRevoked: false, isRevokedByContact: false },
    ]);
    const { rows } = await admin.query<{ subject_id: string }>('select subject_id from revocation');
    expect(rows).toEqual([{ subject_id: own[0]?.thumbprint }]);
    await expect(commands.revokeDeviceByContact(asking, { token, deviceId: kept })).rejects.toThrow(
      NotFoundError,
    );
    const audits = await admin.query(
      `select action from audit_entry where actor_kind = 'CONTACT' order by at`,
    );
    expect(audits.rows).toEqual(
      ['confirmContact', 'requestDeviceRevocation', 'revokeDeviceByContact'].map((action) => ({
        action,
      })),
    );
  });

  test('keeps being trusted with a device whose key is new', async () => {
    const { question } = await trusted(['El de diario']);
    const { createTestDevice } = await import('../testing/device.ts');
    const next = await createTestDevice();
    const rotation = { publicKey: next.publicKey, proof: await next.prove() };
    await commands.rotateDeviceKey(ana.asking, rotation);
    await commands.requestDeviceRevocation(asking, { token: question });
    const link = await commands.readContactLink(asking, await lastToken());
    expect(await link?.devices[0]?.label()).toBe('El de diario');
    expect(link?.devices).toHaveLength(1);
  });

  test('is sent at most three links a day, and the answer does not say so', async () => {
    const { question: token } = await trusted([null]);
    const answers = [];
    for (let time = 0; time < 5; time += 1) {
      answers.push(await commands.requestDeviceRevocation(asking, { token }));
    }
    answers.push(await commands.requestDeviceRevocation(asking, { token: 'A'.repeat(22) }));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    await settled();
    expect(outbox.sent).toHaveLength(3);
  });

  test('is trusted only with devices of the person, after agreeing, until they leave', async () => {
    const { id: contactId } = await commands.addEmergencyContact(ana.asking, sister);
    const [own] = (await commands.readDevices(ana.asking, ana.id)) ?? [];
    const [foreign] = (await commands.readDevices(luis.asking, luis.id)) ?? [];
    const trust = (deviceId = '') =>
      commands.trustContact(ana.asking, { contactId, devices: [{ deviceId }] });
    await expect(trust(own?.id)).rejects.toThrow(ConflictError);
    const token = await lastToken();
    await commands.confirmContact(asking, { token });
    await expect(trust(foreign?.id)).rejects.toThrow(NotFoundError);
    await expect(commands.trustContact(luis.asking, { contactId, devices: [] })).rejects.toThrow(
      NotFoundError,
    );
    expect(await trust(own?.id)).toMatchObject({ trustedDevices: 1 });
    await commands.requestDeviceRevocation(asking, { token });
    const revocation = await lastToken();
    await commands.withdrawContact(asking, { token });
    await expect(commands.revokeDeviceByContact(asking, { token: revocation })).rejects.toThrow(
      NotFoundError,
    );
    expect(await commands.readContactLink(asking, revocation)).toBeNull();
  });
});
