import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { appendEvent } from '@alert-button/platform/event-log/append.ts';
import { createConsumer } from '@alert-button/platform/event-log/consumer.ts';
import type { Consumer, EventLog } from '@alert-button/platform/event-log/event-log.ts';
import { createPostgresEventLog } from '@alert-button/platform/event-log/postgres.ts';
import { openLetter } from '@alert-button/platform/messages/sealed-letter.ts';
import { createTestDatabase } from '@alert-button/platform/testing/database.ts';
import type { Viewer } from '@alert-button/platform/viewer.ts';
import {
  administrator,
  log,
  openAdministration,
  type TestAdministration,
} from '../testing/administration.ts';
import type { ConsulatesCommands } from '../commands/index.ts';
import { createPageOfficers } from './page-officers.ts';

/*
 * Alerts' real log, read through the role that may read only that, by two processes of consulates.
 */

const closing = new AsyncDisposableStack();
const linksUrl = 'https://links.example.org';
let stage: TestAdministration;
let commands: ConsulatesCommands;
let alerts: pg.Pool;
let alertsLog: EventLog;
let consumers: readonly [Consumer, Consumer];

beforeAll(async () => {
  stage = closing.use(await openAdministration());
  ({ commands } = stage);
  const producer = closing.use(await createTestDatabase('alerts'));
  alerts = new pg.Pool({ connectionString: producer.app, max: 2 });
  closing.defer(() => alerts.end());
  const connect = () => new pg.Client(producer.app);
  alertsLog = closing.use(createPostgresEventLog({ pool: alerts, connect, log }));
  const source = new pg.Pool({ connectionString: producer.reader, max: 2 });
  closing.defer(() => source.end());
  const one = () => {
    const target = new pg.Pool({ connectionString: stage.url, max: 2 });
    closing.defer(() => target.end());
    return closing.use(
      createConsumer({
        name: 'alerts-pages',
        source,
        listen: async () => undefined,
        target,
        apply: createPageOfficers({ sealer: stage.sealer, linksUrl }),
        applied: async () => undefined,
        log,
      }),
    );
  };
  consumers = [one(), one()];
});
afterAll(() => closing.disposeAsync());

let first: string;
let second: string;
beforeEach(async () => {
  await stage.reset();
  for (const officerId of ['ana', 'luis']) {
    await commands.addRosterMember(administrator, { deskCode: 'boise', officerId });
    await commands.addDutyShift(administrator, { deskCode: 'boise', officerId, ...around });
  }
  await commands.addOfficerChannel(as('ana'), { email: 'ana@example.org' });
  await commands.addOfficerChannel(as('ana'), { phone: '+525512345678' });
  await commands.addOfficerChannel(as('luis'), { phone: '+525587654321' });
  await stage.owner.query('delete from event');
  [first, second] = [randomUUID(), randomUUID()];
});

const hour = 3_600_000;
const around = { startsAt: new Date(Date.now() - hour), endsAt: new Date(Date.now() + 24 * hour) };

function as(officerId: string) {
  const viewer: Viewer = { kind: 'OFFICER', officerId, desk: 'boise', role: 'OFFICER' };
  return { viewer, requestId: 'a-request' };
}
const deskIdOf = (code: string) => {
  const desk = stage.directory.current().desk({ code });
  if (desk === null) throw new Error(`${code} is shipped`);
  return desk.id;
};

interface Said {
  readonly version?: number;
  readonly kind?: string;
  readonly ageSeconds?: number;
  readonly payload?: object;
}

/** Says it in alerts' log, and waits until both processes have read it. */
async function say(alertId: string, { version = 2, kind = 'ESCALATED', ...said }: Said = {}) {
  const id = randomUUID();
  const payload = {
    alertId,
    personId: randomUUID(),
    status: 'RAISED',
    isDrill: false,
    environment: 'LIVE',
    escalationLevel: 1,
    deskId: deskIdOf('boise'),
    calledDeskIds: [],
    dutyOfficerIds: kind === 'ESCALATED' ? ['ana', 'luis'] : [],
    ...said.payload,
  };
  const run = (text: string, values: readonly unknown[]) => alerts.query(text, [...values]);
  await appendEvent(run, { id, kind, subjectId: alertId, version, feeds: [], payload });
  if (said.ageSeconds !== undefined) {
    await alerts.query(
      'update event set at = clock_timestamp() - make_interval(secs => $2) where id = $1',
      [id, said.ageSeconds],
    );
  }
  const head = await alertsLog.head();
  alertsLog.announce();
  const { rows } = await alerts.query<{ count: string }>('select count(*) from event');
  const wanted = Number(rows[0]?.count);
  while ((await alertsLog.head()) < wanted) await new Promise(setImmediate);
  expect(wanted).toBeGreaterThan(head);
  await Promise.all(consumers.map((consumer) => consumer.caughtUp()));
  return id;
}

interface MessageRow {
  readonly id: string;
  readonly recipient: string;
  readonly status: string;
  readonly channels: string[];
  readonly sealed: Buffer | null;
}

async function messages(): Promise<MessageRow[]> {
  const { rows } = await stage.owner.query<MessageRow>(
    'select id, recipient, status, channels, sealed from message order by queued_at, recipient',
  );
  return rows;
}
const course = async () =>
  (await messages()).map(({ recipient, channels, status }) => [recipient, ...channels, status]);
const links = async () => {
  const { rows } = await stage.owner.query<{
    subject_id: string;
    payload: Record<string, unknown>;
  }>(
    `select subject_id, payload from event where kind = 'PAGE_LINK_MADE'
     order by payload->>'officerId'`,
  );
  return rows;
};

describe('a step that calls officers on duty', () => {
  test('pages each once, by all their channels in their order, however many processes read it', async () => {
    await say(first);
    expect(await course()).toEqual([
      ['ana', 'EMAIL', 'SMS', 'WAITING'],
      ['luis', 'SMS', 'WAITING'],
    ]);
    await say(first, { version: 3 });
    expect(await course()).toHaveLength(4);
  });

  test('says nothing of the alert, and its link stands in the sealed message alone', async () => {
    await commands.setPageLanguage(as('luis'), { language: 'en' });
    await say(first);
    const [toAna, toLuis] = await messages();
    if (!toAna?.sealed || !toLuis?.sealed) throw new Error('Both wait to be sent');
    const { content, addresses } = await openLetter(stage.sealer, toAna.id, toAna.sealed);
    expect(addresses.map(({ kind }) => kind)).toEqual(['EMAIL', 'SMS']);
    expect(content.link).toMatch(/^https:\/\/links\.example\.org\/a\/[A-Za-z0-9_-]{22}$/);
    expect({ ...content, link: '' }).toEqual({
      language: 'es',
      subject: 'Una alerta espera respuesta',
      text: 'Alerta en espera de respuesta: boise. Para atenderla, abra:',
      link: '',
    });
    const english = await openLetter(stage.sealer, toLuis.id, toLuis.sealed);
    expect(english.content.text).toBe(
      'An alert is waiting for an answer: boise. To take it, open:',
    );
    const token = content.link?.split('/').at(-1) ?? '';
    const made = await links();
    expect(made).toHaveLength(2);
    expect(made[0]?.subject_id).toBe(toAna.id);
    expect(made[0]?.payload).toMatchObject({
      alertId: first,
      officerId: 'ana',
      deskId: deskIdOf('boise'),
      alertVersion: 2,
    });
    const { rows } = await stage.owner.query<{ dump: string }>(
      `select concat((select string_agg(m::text, '') from message m),
         (select string_agg(e::text, '') from event e)) as dump`,
    );
    expect(rows[0]?.dump).not.toContain(token);
    expect(rows[0]?.dump).not.toContain(Buffer.from(token).toString('hex'));
  });

  test.each<[string, Said]>([
    ['the sandbox', { payload: { environment: 'TEST' } }],
    ['what was escalated long ago', { ageSeconds: 3600 }],
    ['an officer who has left the roster', { payload: { dutyOfficerIds: ['gone'] } }],
  ])('alarms nobody for %s', async (_what, said) => {
    await say(first, said);
    expect(await messages()).toEqual([]);
    expect(await links()).toEqual([]);
  });

  test('leaves a trace of an officer without a channel: a dead letter', async () => {
    const [channel] = await commands.readOwnChannels(as('luis'));
    await commands.removeOfficerChannel(as('luis'), { channelId: channel?.id ?? '' });
    await say(first);
    expect(await course()).toEqual([
      ['ana', 'EMAIL', 'SMS', 'WAITING'],
      ['luis', 'DEAD'],
    ]);
    expect(await links()).toHaveLength(1);
  });

  test('uses the officer’s choice for the shift they are on, and no other', async () => {
    const ana = await commands.readOwnChannels(as('ana'));
    const sms = ana.filter(({ kind }) => kind === 'SMS').map(({ id }) => id);
    const desk = stage.directory.current().desk({ code: 'boise' });
    const duty = desk === null ? [] : ((await commands.readDuty(administrator, desk)) ?? []);
    const shift = duty.find(({ officerId }) => officerId === 'ana');
    await commands.setShiftChannels(as('ana'), { shiftId: shift?.id ?? '', channelIds: sms });
    await say(first);
    await commands.removeDutyShift(administrator, { shiftId: shift?.id ?? '' });
    await say(second);
    expect((await course()).filter(([recipient]) => recipient === 'ana')).toEqual([
      ['ana', 'SMS', 'WAITING'],
      ['ana', 'EMAIL', 'SMS', 'WAITING'],
    ]);
  });

  test('goes on when one address cannot be opened', async () => {
    await stage.owner.query(
      `update officer_channel set sealed_address = $1 where officer_id = 'ana' and kind = 'EMAIL'`,
      [randomBytes(80)],
    );
    await say(first);
    expect((await course())[0]).toEqual(['ana', 'SMS', 'WAITING']);
  });

  test('has no link where only an officer who sees the alert can answer', async () => {
    await say(first, { payload: { status: 'CANCEL_REQUESTED' } });
    expect(await links()).toEqual([]);
    const [page] = await messages();
    if (!page?.sealed) throw new Error('It waits to be sent');
    const { content } = await openLetter(stage.sealer, page.id, page.sealed);
    expect(content.link).toBeNull();
    expect(content.text).toContain('Entre al sistema');
  });
});

describe('a drill', () => {
  const drill = { payload: { isDrill: true } };

  test('pages the same officers, muted, and each can try the link that they would have got', async () => {
    await say(first, drill);
    const { rows } = await stage.owner.query(
      'select recipient, channels, is_muted, sealed from message order by recipient',
    );
    expect(rows).toEqual([
      { recipient: 'ana', channels: ['EMAIL', 'SMS'], is_muted: true, sealed: null },
      { recipient: 'luis', channels: ['SMS'], is_muted: true, sealed: null },
    ]);
    const [own] = await commands.readPages(as('ana'), first);
    const token = own?.link?.split('/a/').at(-1) ?? '';
    const [made] = await links();
    expect(made?.payload['hash']).toBe(createHash('sha256').update(token).digest('base64url'));
    const all = await commands.readPages(administrator, first);
    expect(all.map(({ recipient, link, isMuted }) => [recipient, link, isMuted])).toEqual([
      ['ana', null, true],
      ['luis', null, true],
    ]);
    await say(second);
    expect((await commands.readPages(as('ana'), second))[0]).toMatchObject({
      isMuted: false,
      link: null,
    });
  });

  test('that alerts has purged leaves nothing behind, and the log keeps its places', async () => {
    await say(first, drill);
    await say(second);
    await say(first, { version: 9, kind: 'PURGED', payload: { isDrill: true, status: null } });
    expect(await commands.readPages(administrator, first)).toEqual([]);
    expect(await commands.readPages(administrator, second)).toHaveLength(2);
    const { rows } = await stage.owner.query<{ alert: string | null; count: number }>(
      `select payload ->> 'alertId' as alert, count(*)::int from event
       where kind = 'PAGE_LINK_MADE' group by 1 order by 1 nulls first`,
    );
    expect(rows).toEqual([
      { alert: null, count: 2 },
      { alert: second, count: 2 },
    ]);
  });
});

describe('an answer', () => {
  test.each([
    ['ACKNOWLEDGED', 'ACKNOWLEDGED'],
    ['CANCEL_CONFIRMED', 'CANCELLED'],
    ['RESOLVED', 'RESOLVED'],
  ])('by %s settles what still waits about that alert, and nothing else', async (kind, status) => {
    await say(first);
    await say(second);
    await say(first, { version: 3, kind, payload: { status } });
    const { rows } = await stage.owner.query(
      'select distinct subject, status, sealed is null as emptied from message order by status',
    );
    expect(rows).toEqual([
      { subject: first, status: 'SETTLED', emptied: true },
      { subject: second, status: 'WAITING', emptied: false },
    ]);
  });

  test('that lapses lets the next step page again', async () => {
    await say(first);
    await say(first, { version: 3, kind: 'ACKNOWLEDGED', payload: { status: 'ACKNOWLEDGED' } });
    await say(first, { version: 4, kind: 'ACKNOWLEDGEMENT_LAPSED' });
    await say(first, { version: 5 });
    expect((await course()).map((row) => row.at(-1))).toEqual([
      'SETTLED',
      'SETTLED',
      'WAITING',
      'WAITING',
    ]);
  });
});

describe('the delivery log', () => {
  test('is for administrators, and of their own pages for officers', async () => {
    await say(first);
    const recipients = async (who: ReturnType<typeof as> | typeof administrator, id = first) =>
      (await commands.readPages(who, id)).map(({ recipient }) => recipient);
    expect((await recipients(administrator)).toSorted()).toEqual(['ana', 'luis']);
    expect(await recipients(as('luis'))).toEqual(['luis']);
    expect(await recipients(as('somebody'))).toEqual([]);
    expect(await recipients(administrator, 'nonsense')).toEqual([]);
  });
});
