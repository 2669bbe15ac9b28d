import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { InvalidInputError } from '@alert-button/platform/errors.ts';
import { createLog } from '@alert-button/platform/log.ts';
import { createTestDatabase } from '@alert-button/platform/testing/database.ts';
import { until } from '@alert-button/platform/testing/until.ts';
import { anonymous, type Person } from '@alert-button/platform/viewer.ts';
import type { Sight } from '../domain/followed.ts';
import { openFollowNews, type FollowNews } from '../follow-news.ts';
import { putAside } from '../testing/dead-letters.ts';
import { linkToken, makeLink, revokeLink } from '../testing/follow-links.ts';
import { placed } from '../testing/placed.ts';
import { dumpAsText } from '../testing/rows.ts';
import { asking, officerOf, openTestServices, somebody } from '../testing/services.ts';
import { testId } from '../testing/shipped-directory.ts';
import { acknowledgeAlert } from './acknowledge-alert.ts';
import { beginAssistance } from './begin-assistance.ts';
import { cancelAlert } from './cancel-alert.ts';
import {
  followedArea,
  readFollowedAlert,
  readFollowedPosition,
  readFollowEvents,
} from './follow-alert.ts';
import { raiseAlert } from './raise-alert.ts';
import { readAlertEvents } from './read-feed.ts';
import type { Services } from './services.ts';
import { updateAlertPosition } from './update-alert-position.ts';

const closing = new AsyncDisposableStack();
let services: Services;
let news: FollowNews;
let admin: pg.Pool;

beforeAll(async () => {
  const testDatabase = closing.use(await createTestDatabase('alerts'));
  services = closing.use(await openTestServices(testDatabase.app));
  news = closing.use(await openFollowNews(services.database, createLog('alerts', 'silent')));
  admin = new pg.Pool({ connectionString: testDatabase.admin });
  closing.defer(() => admin.end());
});

afterAll(() => closing.disposeAsync());

const houston = { latitude: 29.7604, longitude: -95.3698, accuracyMeters: 12 };
const nobody = { viewer: anonymous, requestId: 'test-request' };

async function raise(viewer: Person = somebody(), drill = false) {
  const { record } = await raiseAlert(services, asking(viewer), {
    idempotencyKey: randomUUID(),
    position: houston,
    channel: 'APP',
    drill,
  });
  return { viewer, personId: viewer.personId, alertId: record.alert.id };
}

const open = (token: string) => readFollowedAlert(services, nobody, token);
const events = (token: string, after: string | null = null, first = 100) =>
  readFollowEvents(services, nobody, { token, after, first });
const officer = asking(officerOf('houston'));

/** Every event so far has its position. */
async function allPlaced(): Promise<void> {
  services.log.announce();
  await placed(admin);
}

async function followed(maySee: Sight) {
  const raised = await raise();
  return { ...raised, ...(await makeLink(services, { ...raised, maySee })) };
}

describe('P16: a link shows', () => {
  test('the status and nothing of the place, when that was chosen', async () => {
    const { token } = await followed('STATUS');
    const seen = await open(token);
    expect(seen?.view).toEqual({
      status: 'RAISED',
      escalationLevel: 0,
      isOpen: true,
      deskId: null,
      consulateId: null,
      coarseCell: null,
    });
    if (seen === null) throw new Error('It is there');
    expect(followedArea(seen)).toBeNull();
    expect(await readFollowedPosition(services, nobody, seen)).toBeNull();
  });

  test('about where, and not exactly where, when that was chosen', async () => {
    const { token } = await followed('COARSE_PLACE');
    const seen = await open(token);
    if (seen === null) throw new Error('It is there');
    expect(seen.view.deskId).toBe(testId('desk houston'));
    const area = followedArea(seen);
    expect(area?.cell).toMatch(/^85[0-9a-f]{8}fffff$/);
    expect([area?.latitude, area?.longitude]).not.toEqual([houston.latitude, houston.longitude]);
    expect(await readFollowedPosition(services, nobody, seen)).toBeNull();
  });

  test('exactly where, when that was chosen, and the reading is recorded', async () => {
    const { token, hash, alertId } = await followed('EXACT_PLACE');
    const seen = await open(token);
    if (seen === null) throw new Error('It is there');
    expect(await readFollowedPosition(services, nobody, seen)).toMatchObject(houston);
    const { rows } = await admin.query(
      `select actor_kind, actor_id, subject_id from audit_entry
       where action = 'readPosition' and subject_id = $1`,
      [alertId],
    );
    expect(rows).toEqual([{ actor_kind: 'FOLLOWER', actor_id: hash, subject_id: alertId }]);
  });

  test('P13: after a request to cancel, what the phone shows, in status and in events', async () => {
    const { token, alertId, viewer } = await followed('COARSE_PLACE');
    await cancelAlert(services, asking(viewer), { alertId, reason: null, pin: null });
    await acknowledgeAlert(services, officer, { alertId }).catch(() => undefined);
    await allPlaced();
    expect((await open(token))?.view.status).toBe('CANCEL_REQUESTED');
    const mine = await readAlertEvents(services, asking(viewer), {
      alertId,
      after: null,
      first: 100,
    });
    const theirs = await events(token);
    const statuses = (items: readonly { readonly type: string }[] = []) =>
      items.flatMap((item) => ('status' in item ? [item.status] : []));
    expect(statuses(theirs?.items)).toEqual(statuses(mine?.items));
    expect(statuses(theirs?.items)).toEqual(['RAISED', 'CANCEL_REQUESTED']);
  });
});

describe('A25: a link shows nothing', () => {
  test('once it is revoked or expired, or when it never was one: one answer', async () => {
    const raised = await raise();
    const revoked = await makeLink(services, raised);
    expect(await open(revoked.token)).not.toBeNull();
    await revokeLink(services, revoked);
    const expired = await makeLink(services, { ...raised, lifeMilliseconds: -1 });
    const dead = [revoked, expired].map(({ token }) => token);
    const never = [
      randomBytes(16).toString('base64url'),
      '',
      'short',
      'ä'.repeat(22),
      'a'.repeat(999),
    ];
    for (const token of [...dead, ...never]) {
      expect([await open(token), await events(token)]).toEqual([null, null]);
    }
  });

  test('of an alert that is not the person’s, or is not there', async () => {
    const { alertId } = await raise();
    for (const of of [
      { personId: randomUUID(), alertId },
      { personId: somebody().personId, alertId: randomUUID() },
    ]) {
      expect(await open((await makeLink(services, of)).token)).toBeNull();
    }
  });

  test('after a revocation that came twice, and a making that came again behind it', async () => {
    const raised = await raise();
    const link = await makeLink(services, raised);
    await revokeLink(services, link);
    await revokeLink(services, link);
    expect(await open(link.token)).toBeNull();
  });
});

describe('an end of a link that arrives oddly counts all the same', () => {
  test('before its making does', async () => {
    const link = linkToken();
    await revokeLink(services, link);
    await makeLink(services, await raise(), link);
    expect(await open(link.token)).toBeNull();
  });

  test('while it cannot be read, for every link there was, until it is replayed', async () => {
    const older = await makeLink(services, await raise());
    await putAside(admin, 'FOLLOW_LINK_REVOKED', randomUUID());
    const newer = await makeLink(services, await raise());
    expect(await open(older.token)).toBeNull();
    expect(await open(newer.token)).not.toBeNull();
    await admin.query('update dead_letter set replayed_at = clock_timestamp()');
    expect(await open(older.token)).not.toBeNull();
  });
});

describe('a link made for no alert', () => {
  test('shows the one that is open, and stays with it', async () => {
    const { viewer, personId, alertId } = await raise();
    const { token } = await makeLink(services, { personId, alertId: null });
    expect((await open(token))?.record.alert.id).toBe(alertId);
    await cancelAlert(services, asking(viewer), { alertId, reason: null, pin: null });
    await raise(viewer, true);
    expect((await open(token))?.record.alert.id).toBe(alertId);
  });

  test('shows nothing until there is one', async () => {
    const viewer = somebody();
    const { token } = await makeLink(services, { personId: viewer.personId, alertId: null });
    expect(await open(token)).toBeNull();
    const { alertId } = await raise(viewer);
    expect((await open(token))?.record.alert.id).toBe(alertId);
  });
});

describe('the feed of a link', () => {
  test('brings what happened, in order, from any cursor of its own', async () => {
    const { token, alertId, viewer } = await followed('STATUS');
    await acknowledgeAlert(services, officer, { alertId });
    await updateAlertPosition(services, asking(viewer), { alertId, position: houston });
    await beginAssistance(services, officer, { alertId });
    await allPlaced();
    const all = await events(token);
    const shown = all?.items.flatMap((item) => (item.type === 'FollowedEvent' ? [item] : [])) ?? [];
    expect(shown.map(({ status }) => status)).toEqual(['RAISED', 'ACKNOWLEDGED', 'ASSISTING']);
    const after = shown[0]?.cursor ?? null;
    const rest = await events(token, after);
    expect(rest?.items.map(({ cursor }) => cursor)).toEqual(shown.slice(1).map((it) => it.cursor));
    const end = await events(token, all?.endCursor ?? null);
    expect(end?.items.map(({ type }) => type)).toEqual(['FeedHeartbeat']);
  });

  test('goes on from the snapshot, with nothing in between', async () => {
    const { token, alertId } = await followed('STATUS');
    await allPlaced();
    const seen = await open(token);
    await acknowledgeAlert(services, officer, { alertId });
    await allPlaced();
    const next = await events(token, seen?.streamCursor ?? null);
    expect(next?.items).toMatchObject([{ type: 'FollowedEvent', status: 'ACKNOWLEDGED' }]);
  });

  test('takes no cursor of the alert’s own feed or of another link, nor a page too large', async () => {
    const { token, ...raised } = await followed('STATUS');
    const other = await makeLink(services, raised);
    const { viewer, alertId } = raised;
    const page = { after: null, first: 1 };
    const own = await readAlertEvents(services, asking(viewer), { alertId, ...page });
    const others = await events(other.token);
    for (const cursor of [own?.endCursor, others?.endCursor]) {
      await expect(events(token, cursor ?? null)).rejects.toThrow(InvalidInputError);
    }
    await expect(events(token, null, 101)).rejects.toThrow(InvalidInputError);
  });
});

describe('openings', () => {
  test('A25: are counted and audited, each of them, with nothing of who opened', async () => {
    const { token, hash, alertId } = await followed('STATUS');
    const { streamCursor = '' } = (await open(token)) ?? {};
    await open(token);
    await events(token, streamCursor);
    await events(token);
    const { rows } = await admin.query(
      `select opened_count, first_opened_at < last_opened_at as "isLater" from follow_link
       where token_hash = $1`,
      [hash],
    );
    expect(rows).toEqual([{ opened_count: 3, isLater: true }]);
    const audit = await admin.query(
      `select actor_kind, actor_id, subject_id, facts from audit_entry
       where action = 'openFollowLink' and subject_id = $1 order by sequence`,
      [alertId],
    );
    expect(audit.rows).toEqual(
      [1, 2, 3].map((count) => ({
        actor_kind: 'FOLLOWER',
        actor_id: hash,
        subject_id: alertId,
        facts: { count },
      })),
    );
  });

  test('P10: no token is in the database', async () => {
    const { token } = await followed('EXACT_PLACE');
    await open(token);
    expect(await dumpAsText(admin)).not.toContain(token);
  });
});

describe('hints', () => {
  test('reach the links to an alert, while any is good', async () => {
    const { hash, alertId, personId } = await followed('STATUS');
    const dead = await makeLink(services, { personId, alertId, lifeMilliseconds: -1 });
    await news.look();
    const feeds = await news.followersOf([`desk:${randomUUID()}`, `alert:${alertId}`]);
    expect(feeds).toEqual([`follow:${hash}`]);
    expect(feeds).not.toContain(`follow:${dead.hash}`);
  });

  test('P16: tell within a moment that a link was revoked or has expired', async () => {
    const told = new Set<string>();
    const unlisten = news.onEnd((feeds) => feeds.forEach((feed) => told.add(feed)));
    const raised = await raise();
    const revoked = await makeLink(services, raised);
    const expiring = await makeLink(services, { ...raised, lifeMilliseconds: 1_000 });
    await revokeLink(services, revoked);
    await news.look();
    expect(told).toContain(`follow:${revoked.hash}`);
    await until(async () => told.has(`follow:${expiring.hash}`), 'the end of the other is told');
    unlisten();
  });
});
