import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import { createTestDatabase } from '@alert-button/platform/testing/database.ts';
import { applyAccessEvent, applyPageEvent } from '../store/page-links.ts';
import { findAlert } from '../store/alerts.ts';
import { putAside } from '../testing/dead-letters.ts';
import { actTables } from '../testing/rows.ts';
import { asking, officerOf, openTestServices, somebody } from '../testing/services.ts';
import { acknowledgeAlert } from './acknowledge-alert.ts';
import { acknowledgePage } from './acknowledge-page.ts';
import { cancelAlert } from './cancel-alert.ts';
import { escalateDue } from './escalate-due.ts';
import { raiseAlert } from './raise-alert.ts';
import { resolveAlert } from './resolve-alert.ts';
import type { Services } from './services.ts';

/*
 * The link in a page, as alerts hears of it and answers to it. Whatever is wrong with one, the answer
 * is the same.
 */

const closing = new AsyncDisposableStack();
let admin: pg.Pool;
let services: Services;
let other: Services;

beforeAll(async () => {
  const testDatabase = closing.use(await createTestDatabase('alerts'));
  services = closing.use(await openTestServices(testDatabase.app));
  other = closing.use(await openTestServices(testDatabase.app));
  admin = new pg.Pool({ connectionString: testDatabase.admin });
  closing.defer(() => admin.end());
});
afterAll(() => closing.disposeAsync());
beforeEach(async () => {
  await admin.query(
    `truncate ${actTables.join(', ')}, feed_entry, page_link, desk_roster, officer_access, dead_letter`,
  );
  await roster(['ana', 'luis']);
});

const houston = officerOf('houston');
const byLink = { viewer: { kind: 'ANONYMOUS' }, requestId: 'by-link' } as const;
const deskId = () => {
  const desk = services.directory.current().deskByCode.get('houston');
  if (desk === undefined) throw new Error('Houston is shipped');
  return desk.id;
};

let lastPosition = 0;

/** Hears it, as the consumer does. */
async function hear(
  apply: typeof applyPageEvent,
  kind: string,
  subjectId: string,
  payload: object,
  position = (lastPosition += 1),
): Promise<void> {
  const transaction = await services.database.pool.connect();
  try {
    const rest = { id: randomUUID(), position, version: 1, at: new Date() };
    await apply(transaction, { ...rest, kind, subjectId, payload });
  } finally {
    transaction.release();
  }
}

const roster = (officerIds: readonly string[], desk = deskId()) =>
  hear(applyPageEvent, 'ROSTER_PUBLISHED', desk, { deskId: desk, code: 'houston', officerIds });
const access = (kind: 'OFFICER_ACCESS_REVOKED' | 'OFFICER_ACCESS_RESTORED', officerId: string) =>
  hear(applyAccessEvent, kind, officerId, {});

async function raise(): Promise<string> {
  const { record } = await raiseAlert(services, asking(somebody()), {
    idempotencyKey: randomUUID(),
    position: { latitude: 29.7604, longitude: -95.3698 },
    channel: 'APP',
    drill: false,
  });
  return record.alert.id;
}

const versionOf = async (alertId: string) =>
  (await findAlert(services.database, alertId))?.alert.version ?? 0;

/** A page to an officer about the alert as it is now; gives its token. */
async function page(
  alertId: string,
  officerId = 'ana',
  facts: { readonly deskId?: string; readonly secondsLeft?: number } = {},
): Promise<string> {
  const token = randomBytes(16).toString('base64url');
  const { secondsLeft = 7200 } = facts;
  await hear(applyPageEvent, 'PAGE_LINK_MADE', randomUUID(), {
    hash: createHash('sha256').update(token).digest('base64url'),
    alertId,
    officerId,
    deskId: facts.deskId ?? deskId(),
    alertVersion: await versionOf(alertId),
    expiresAt: new Date(Date.now() + secondsLeft * 1000).toISOString(),
  });
  return token;
}

const answer = (token: string, by: Services = services) => acknowledgePage(by, byLink, { token });
const absent = new NotFoundError('token');
const lapse = async () => {
  await admin.query(`update escalation_step set due_at = clock_timestamp() - interval '1 second'
    where settled_at is null`);
  await escalateDue(services);
};
const statusOf = async (alertId: string) =>
  (await findAlert(services.database, alertId))?.alert.state;

describe('the link in a page', () => {
  test('acknowledges the alert as its officer, and tells nothing of where or who', async () => {
    const alertId = await raise();
    const told = await answer(await page(alertId));
    expect(Object.keys(told).sort()).toEqual(['deskId', 'isDrill', 'raisedAt', 'status']);
    expect(told).toMatchObject({ deskId: deskId(), status: 'ACKNOWLEDGED' });
    expect(await statusOf(alertId)).toEqual({ status: 'ACKNOWLEDGED', officerId: 'ana' });
    const { rows } = await admin.query(
      `select actor_kind, actor_id, action, request_id, facts - 'pageId' as facts
       from audit_entry order by at desc limit 1`,
    );
    expect(rows).toEqual([
      {
        actor_kind: 'OFFICER',
        actor_id: 'ana',
        action: 'acknowledgeAlert',
        request_id: 'by-link',
        facts: { by: 'PAGE_LINK' },
      },
    ]);
  });

  test('is good once, also of many at once', async () => {
    const alertId = await raise();
    const token = await page(alertId);
    const second = await page(alertId, 'luis');
    const attempts = await Promise.allSettled(
      [services, other, services, other].flatMap((by) => [answer(token, by), answer(second, by)]),
    );
    const refused = attempts.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(attempts.length - 1);
    for (const one of refused) expect(one).toEqual({ status: 'rejected', reason: absent });
    const { rows } = await admin.query(`select from event where kind = 'ACKNOWLEDGED'`);
    expect(rows).toHaveLength(1);
  });

  test('is spent by anybody’s acknowledgement, even one that lapsed since', async () => {
    const alertId = await raise();
    const own = await page(alertId);
    const others = await page(alertId, 'luis');
    await answer(own);
    await lapse();
    expect(await statusOf(alertId)).toEqual({ status: 'RAISED' });
    await expect(answer(own)).rejects.toEqual(absent);
    await expect(answer(others)).rejects.toEqual(absent);
    // What was sent after the lapse counts again.
    await answer(await page(alertId));
    expect(await statusOf(alertId)).toEqual({ status: 'ACKNOWLEDGED', officerId: 'ana' });
  });

  test('stays spent when the acknowledgement has left the feeds', async () => {
    const alertId = await raise();
    const token = await page(alertId);
    await acknowledgeAlert(services, asking(houston), { alertId });
    await lapse();
    await admin.query(
      `with moved as (delete from event where kind = 'ACKNOWLEDGED' returning *)
       insert into past_event (id, position, kind, subject_id, version, at, payload)
       select id, coalesce(position, 1000000), kind, subject_id, version, at, payload from moved`,
    );
    await expect(answer(token)).rejects.toEqual(absent);
  });

  test.each([
    ['has expired', async (id: string) => page(id, 'ana', { secondsLeft: 0 })],
    ['was never made', async () => randomBytes(16).toString('base64url')],
    ['is no token', async () => '../../etc/passwd'],
    [
      'names a desk that the alert is not offered to',
      async (id: string) => {
        const desk = services.directory.current().deskByCode.get('dallas')?.id ?? '';
        await roster(['ana'], desk);
        return page(id, 'ana', { deskId: desk });
      },
    ],
    [
      'is of an officer who has left the roster',
      async (id: string) => {
        const token = await page(id);
        await roster(['luis']);
        return token;
      },
    ],
    [
      'is of an officer who is shut out',
      async (id: string) => {
        await access('OFFICER_ACCESS_REVOKED', 'ana');
        return page(id);
      },
    ],
    [
      'is of an officer of whom it could not be read that they are shut out',
      async (id: string) => {
        await putAside(admin, 'OFFICER_ACCESS_REVOKED', 'ana');
        return page(id);
      },
    ],
    [
      'is of an officer who was let in before they were shut out, whatever is replayed',
      async (id: string) => {
        await access('OFFICER_ACCESS_REVOKED', 'ana');
        await hear(applyAccessEvent, 'OFFICER_ACCESS_RESTORED', 'ana', {}, lastPosition - 1);
        return page(id);
      },
    ],
    [
      'is for an alert whose cancel waits',
      async (id: string) => {
        const token = await page(id);
        const record = await findAlert(services.database, id);
        const person = { ...somebody(), personId: record?.alert.personId ?? '' };
        await cancelAlert(services, asking(person), { alertId: id });
        return token;
      },
    ],
    [
      'is for an alert that is closed',
      async (id: string) => {
        const token = await page(id);
        await resolveAlert(services, asking(houston), { alertId: id, outcome: 'FALSE_ALARM' });
        return token;
      },
    ],
  ])('that %s is not found, and nothing is done', async (_what, prepare) => {
    const alertId = await raise();
    const token = await prepare(alertId);
    const before = await versionOf(alertId);
    await expect(answer(token)).rejects.toEqual(absent);
    expect(await versionOf(alertId)).toBe(before);
  });

  test('counts again when its officer is let in again', async () => {
    const alertId = await raise();
    const token = await page(alertId);
    await access('OFFICER_ACCESS_REVOKED', 'ana');
    await expect(answer(token)).rejects.toEqual(absent);
    await access('OFFICER_ACCESS_RESTORED', 'ana');
    await answer(token);
  });

  test('is forgotten some time after it has expired', async () => {
    const alertId = await raise();
    await page(alertId, 'ana', { secondsLeft: -1 });
    await page(alertId);
    const { rows } = await admin.query('select from page_link');
    expect(rows).toHaveLength(1);
  });
});
