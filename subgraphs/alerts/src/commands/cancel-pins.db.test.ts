import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { createTestDatabase } from '@alert-button/platform/testing/database.ts';
import type { Person } from '@alert-button/platform/viewer.ts';
import { PhoneShowsCancelError } from '../domain/errors.ts';
import { viewOf } from '../domain/view.ts';
import { placed } from '../testing/placed.ts';
import { dumpAsText } from '../testing/rows.ts';
import { asking, officerOf, openTestServices, somebody } from '../testing/services.ts';
import { recordStatements } from '../testing/statements.ts';
import { acknowledgeAlert } from './acknowledge-alert.ts';
import { cancelAlert } from './cancel-alert.ts';
import { escalateDue } from './escalate-due.ts';
import { raiseAlert } from './raise-alert.ts';
import { readAlert, readMessagesOfAlert } from './read-alert.ts';
import { readTimelineOf } from './read-feed.ts';
import { sendAlertMessage } from './send-alert-message.ts';
import type { Services } from './services.ts';
import { readHasCancelPin, setCancelPins, type SetCancelPinsInput } from './set-cancel-pins.ts';

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

const pin = '258025';
const duressPin = '607143';
const wrongPin = '919191';
const houston = { latitude: 29.7604, longitude: -95.3698 };

const set = (viewer: Person, input: SetCancelPinsInput) =>
  setCancelPins(services, asking(viewer), input);

async function press(viewer: Person): Promise<string> {
  const { record } = await raiseAlert(services, asking(viewer), {
    idempotencyKey: randomUUID(),
    position: houston,
    channel: 'APP',
    drill: false,
  });
  return record.alert.id;
}

/** Somebody with PINs and an open alert. */
async function inNeed(pins: SetCancelPinsInput | null = { pin, duressPin }) {
  const viewer = somebody();
  if (pins !== null) await set(viewer, pins);
  const alertId = await press(viewer);
  const cancel = (typed?: string) =>
    cancelAlert(services, asking(viewer), { alertId, pin: typed, reason: 'Never mind.' });
  const onDesk = async () => {
    const seen = await readAlert(services, asking(officerOf('houston')), alertId);
    if (seen === null) throw new Error('The alert is not on its desk');
    const { state, isDuress, escalationLevel } = seen.record.alert;
    return { status: state.status, isDuress, escalationLevel };
  };
  return { viewer, alertId, cancel, onDesk };
}

const shown = async (cancel: ReturnType<typeof cancelAlert>) => {
  const { record, seenBy } = await cancel;
  return viewOf(record.alert, seenBy);
};

/** What a refusal says, word for word. */
async function refusal(act: Promise<unknown>): Promise<readonly unknown[]> {
  const error = await act.then(
    () => new Error('It was accepted'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof InvalidInputError)) throw error;
  return error.issues;
}

const notRight = [{ path: 'pin', message: 'is not right' }];
const tooOften = [{ path: 'pin', message: 'was wrong too often; it can be tried again later' }];

test('who has no PIN cancels without one, and typing one changes nothing', async () => {
  for (const typed of [undefined, wrongPin]) {
    const { viewer, cancel, onDesk } = await inNeed(null);
    expect(await readHasCancelPin(services, asking(viewer), viewer.personId)).toBe(false);
    expect(await shown(cancel(typed))).toMatchObject({ status: 'CANCEL_REQUESTED' });
    expect(await onDesk()).toMatchObject({ status: 'CANCEL_REQUESTED', isDuress: false });
  }
});

test('a PIN is needed once there is one, and a wrong one leaves the alert as it was', async () => {
  const { viewer, cancel, onDesk } = await inNeed();
  expect(await readHasCancelPin(services, asking(viewer), viewer.personId)).toBe(true);
  expect(await readHasCancelPin(services, asking(somebody()), viewer.personId)).toBeNull();
  expect(await refusal(cancel())).toEqual([{ path: 'pin', message: 'is needed' }]);
  expect(await refusal(cancel(wrongPin))).toEqual(notRight);
  expect(await onDesk()).toMatchObject({ status: 'RAISED', isDuress: false });
  expect(await shown(cancel(pin))).toMatchObject({ status: 'CANCEL_REQUESTED' });
  expect(await onDesk()).toMatchObject({ status: 'CANCEL_REQUESTED', isDuress: false });
});

describe('P13, A36: the PIN for duress', () => {
  test('calls for help at once while the phone shows a cancel', async () => {
    const { alertId, cancel, onDesk } = await inNeed();
    const officer = officerOf('houston');
    await acknowledgeAlert(services, asking(officer), { alertId });
    expect(await shown(cancel(duressPin))).toMatchObject({ status: 'CANCEL_REQUESTED' });
    const raised = { status: 'RAISED', isDuress: true };
    expect(await onDesk()).toEqual({ ...raised, escalationLevel: 0 });
    await escalateDue(services);
    const { escalationLevel, ...rest } = await onDesk();
    expect(rest).toEqual(raised);
    expect(escalationLevel).toBeGreaterThan(0);
    await acknowledgeAlert(services, asking(officer), { alertId });
    expect(await shown(cancel(duressPin))).toMatchObject({ status: 'CANCEL_REQUESTED' });
    // Known already: whoever has it is not taken off it.
    expect(await onDesk()).toMatchObject({ status: 'ACKNOWLEDGED', isDuress: true });
  });

  test('counts after the other one too, and the other one takes nothing back', async () => {
    const { cancel, onDesk } = await inNeed();
    await cancel(pin);
    await cancel(duressPin);
    expect(await onDesk()).toMatchObject({ status: 'RAISED', isDuress: true });
    await cancel(pin);
    expect(await onDesk()).toMatchObject({ status: 'RAISED', isDuress: true });
  });

  test('runs the same statements and gives the same answer, the first time and again', async () => {
    const statements = recordStatements(services.database.pool);
    const runs = [];
    for (const order of [
      [pin, pin, pin],
      [duressPin, duressPin, duressPin],
      [pin, duressPin, pin],
      [duressPin, pin, duressPin],
    ]) {
      const { cancel } = await inNeed();
      statements.take();
      const run = [];
      for (const typed of order) {
        run.push({ answer: await shown(cancel(typed)), statements: statements.take() });
      }
      runs.push(run);
    }
    const [expected, ...others] = runs;
    expect(expected?.map((act) => act.statements.length)).toEqual([5, 5, 5]);
    for (const run of others) expect(run).toEqual(expected);
  });

  test('keeps the words of desks off the phone, and the phone’s own words are alike', async () => {
    const statements = recordStatements(services.database.pool);
    const officer = officerOf('houston');
    const runs = [];
    for (const typed of [pin, duressPin]) {
      const { viewer, alertId, cancel } = await inNeed();
      const write = (who: typeof viewer | typeof officer, text: string) =>
        sendAlertMessage(services, asking(who), { alertId, idempotencyKey: randomUUID(), text });
      const phone = async () => {
        await placed(admin);
        const seen = await readAlert(services, asking(viewer), alertId);
        if (seen === null) throw new Error('The alert is not on its phone');
        const messages = await readMessagesOfAlert(services, asking(viewer), seen, 0);
        const timeline = await readTimelineOf(services, seen);
        return {
          view: viewOf(seen.record.alert, seen.seenBy),
          messages: messages?.map(({ at: _at, ...rest }) => rest),
          timeline: timeline.map(({ kind, version, status }) => ({ kind, version, status })),
        };
      };
      await acknowledgeAlert(services, asking(officer), { alertId });
      await write(officer, 'We are coming.');
      await cancel(typed);
      // Whoever answers the call for help may have taken it meanwhile.
      if (typed === duressPin) await acknowledgeAlert(services, asking(officer), { alertId });
      const refused = await write(officer, 'Are you safe?').catch((error: unknown) => error);
      expect(refused).toEqual(new PhoneShowsCancelError());
      statements.take();
      const { at: _at, ...own } = await write(viewer, 'All is well.');
      const first = { own, phone: await phone(), statements: statements.take() };
      await cancel(typed);
      statements.take();
      const { at: _later, ...again } = await write(viewer, 'Really.');
      runs.push([first, { own: again, phone: await phone(), statements: statements.take() }]);
    }
    expect(runs[1]).toEqual(runs[0]);
    expect(runs[0]?.[1]?.phone.messages?.map(({ text }) => text)).toEqual([
      ...['We are coming.', 'All is well.', 'Really.'],
    ]);
  });

  test('leaves no trace that tells whether there is one', async () => {
    const sizes = [];
    for (const pins of [{ pin }, { pin, duressPin }]) {
      const { viewer } = await inNeed(pins);
      const { rows } = await admin.query<{ sealed_pins: Buffer }>(
        'select * from cancel_pin where person_id = $1',
        [viewer.personId],
      );
      sizes.push(rows.map((row) => ({ ...row, sealed_pins: row.sealed_pins.length })));
    }
    const [without, having] = sizes.map(([row]) => ({ ...row, person_id: null }));
    expect(having).toEqual(without);
    const dump = await dumpAsText(admin);
    for (const typed of [pin, duressPin]) expect(dump).not.toContain(typed);
  });
});

describe('guessing', () => {
  test('has five tries, then waits, and while it waits nothing tells the right PIN', async () => {
    const { viewer, cancel, onDesk } = await inNeed();
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await refusal(cancel(wrongPin))).toEqual(notRight);
    }
    for (const typed of [wrongPin, pin, duressPin]) {
      expect(await refusal(cancel(typed))).toEqual(tooOften);
    }
    expect(await onDesk()).toMatchObject({ status: 'RAISED', isDuress: false });
    const wait = async () => {
      const { rows } = await admin.query<{ seconds: number }>(
        `with waiting as (select next_try_at - clock_timestamp() as left from cancel_pin
           where person_id = $1), passed as (
           update cancel_pin set next_try_at = clock_timestamp() where person_id = $1)
         select ceil(extract(epoch from waiting.left) / 60)::int * 60 as seconds from waiting`,
        [viewer.personId],
      );
      return rows[0]?.seconds;
    };
    const pauses = [await wait()];
    for (let tries = 0; tries < 8; tries += 1) {
      expect(await refusal(cancel(wrongPin))).toEqual(notRight);
      pauses.push(await wait());
    }
    expect(pauses).toEqual([60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]);
    expect(await shown(cancel(pin))).toMatchObject({ status: 'CANCEL_REQUESTED' });
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await refusal(cancel(wrongPin))).toEqual(notRight);
    }
  });

  test('is not helped by guessing many at once', async () => {
    const { cancel } = await inNeed();
    const answers = await Promise.all(Array.from({ length: 30 }, () => refusal(cancel(wrongPin))));
    const words = answers.map((issues) => JSON.stringify(issues));
    expect(words.filter((issues) => issues === JSON.stringify(notRight))).toHaveLength(5);
    expect(words.filter((issues) => issues === JSON.stringify(tooOften))).toHaveLength(25);
  });

  test('on somebody else’s alert takes none of their tries', async () => {
    const { alertId, cancel } = await inNeed();
    const stranger = somebody();
    await set(stranger, { pin, duressPin });
    for (let tries = 0; tries < 6; tries += 1) {
      const theirs = cancelAlert(services, asking(stranger), { alertId, pin: wrongPin });
      await expect(theirs).rejects.toBeInstanceOf(NotFoundError);
    }
    expect(await refusal(cancel(wrongPin))).toEqual(notRight);
  });

  test('leaves an audit entry for each try, and no PIN in it', async () => {
    const { viewer, cancel } = await inNeed();
    for (const typed of [wrongPin, pin]) await cancel(typed).catch(() => undefined);
    const { rows } = await admin.query(
      `select action, facts from audit_entry where actor_id = $1 order by sequence`,
      [viewer.personId],
    );
    expect(rows).toEqual([
      { action: 'setCancelPins', facts: {} },
      { action: 'raiseAlert', facts: {} },
      { action: 'tryCancelPin', facts: { for: 'cancelAlert' } },
      { action: 'tryCancelPin', facts: { for: 'cancelAlert' } },
      { action: 'cancelAlert', facts: { isDuress: false } },
    ]);
  });
});

describe('changing the PINs', () => {
  const later = { pin: '804913', duressPin: '135790' };

  test('needs the current one, and then the old ones are wrong', async () => {
    const { viewer, cancel, onDesk } = await inNeed();
    const needed = [{ path: 'currentPin', message: 'is needed' }];
    expect(await refusal(set(viewer, later))).toEqual(needed);
    const wrong = [{ path: 'currentPin', message: 'is not right' }];
    expect(await refusal(set(viewer, { ...later, currentPin: wrongPin }))).toEqual(wrong);
    await set(viewer, { ...later, currentPin: pin });
    for (const old of [pin, duressPin]) expect(await refusal(cancel(old))).toEqual(notRight);
    await cancel(later.pin);
    expect(await onDesk()).toMatchObject({ status: 'CANCEL_REQUESTED', isDuress: false });
    await cancel(later.duressPin);
    expect(await onDesk()).toMatchObject({ status: 'RAISED', isDuress: true });
  });

  test('under duress works, and all that is set then means duress', async () => {
    const statements = recordStatements(services.database.pool);
    const runs = [];
    for (const currentPin of [pin, duressPin]) {
      const { viewer, cancel } = await inNeed();
      statements.take();
      const { grant } = await set(viewer, { ...later, currentPin });
      const changed = statements.take();
      const old = [await refusal(cancel(duressPin)), await shown(cancel(later.pin))];
      runs.push({ grant, changed, old });
    }
    // Whoever watches sees the same, the one who said which PIN it was apart.
    expect(runs[1]).toEqual(runs[0]);
  });

  test('under duress leaves the person their own PIN', async () => {
    for (const typed of [later.pin, later.duressPin]) {
      const { viewer, cancel, onDesk } = await inNeed();
      await set(viewer, { ...later, currentPin: duressPin });
      await cancel(typed);
      expect(await onDesk()).toMatchObject({ status: 'RAISED', isDuress: true });
    }
    const { viewer, cancel, onDesk } = await inNeed();
    await set(viewer, { ...later, currentPin: duressPin });
    await cancel(pin);
    expect(await onDesk()).toMatchObject({ status: 'CANCEL_REQUESTED', isDuress: false });
    await set(viewer, { pin: '271605', currentPin: pin });
    expect(await refusal(cancel(later.pin))).toEqual(notRight);
  });

  test('by two devices at once is done once', async () => {
    const viewer = somebody();
    const both = await Promise.allSettled([set(viewer, { pin }), set(viewer, later)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });
});
