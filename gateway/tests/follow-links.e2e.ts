import { subgraphNames } from '@alert-button/dev/paths.ts';
import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { GraphQLRequestError, successOf } from '@alert-button/sdk';
import { createFollowerClient, type FollowerClient } from '@alert-button/sdk/follower';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { ask } from './support/ask.ts';
import { officer, type TestOfficer } from './support/officer.ts';
import { enrolledPerson, type EnrolledPerson } from './support/person.ts';
import { places } from './support/places.ts';
import { openRawSocket } from './support/raw-socket.ts';
import { pressButton } from './support/status-page.ts';
import { waitFor } from './support/wait-for.ts';

/*
 * Links for families (P16), replayed and stolen (A25): over HTTP, server-sent events and WebSockets,
 * and by the page that opens them.
 */

let system: TestSystem;
let houston: TestOfficer;
let person: EnrolledPerson;
let follower: FollowerClient;
const tokens: string[] = [];

beforeAll(async () => {
  system = await startTestSystem();
  houston = await officer(system, 'houston');
  person = await enrolledPerson(system);
  follower = createFollowerClient({ url: system.graphqlUrl });
}, 120_000);
afterAll(async () => {
  for (const client of [houston, person, follower]) client.close();
  await system[Symbol.asyncDispose]();
});

/** Ends the alert that is open, so that the next press is a new one. */
async function press(): Promise<string> {
  const own = await person.ownAlerts();
  for (const { id, status } of own !== null && 'alerts' in own ? (own.alerts ?? []) : []) {
    if (status === 'RESOLVED' || status === 'CANCELLED') continue;
    await houston.resolveAlert({ input: { alertId: id, outcome: 'FALSE_ALARM' } });
  }
  return (await person.press({ position: places.houston })).id;
}

type Sight = 'STATUS' | 'COARSE_PLACE' | 'EXACT_PLACE';

/** A link that alerts has heard of. */
async function makeLink(alertId: string, maySee: Sight = 'STATUS') {
  const input = { alertId, maySee, expiresInHours: 1 };
  const { token, link } = successOf(await person.createFollowLink({ input }));
  tokens.push(token);
  await waitFor(() => follower.linkedAlert({ token }), 'alerts to hear of the link');
  return { token, linkId: link.id };
}

const revoke = (linkId: string) => person.revokeFollowLink({ input: { linkId } });
const page = ({ token }: { readonly token: string }) => `${system.linksUrl}/f/${token}`;

async function openings(alertId: string): Promise<number> {
  const client = new pg.Client(system.databases.alerts.admin);
  await client.connect();
  try {
    const { rows } = await client.query<{ count: string }>(
      'select sum(opened_count) as count from follow_link where alert_id = $1',
      [alertId],
    );
    return Number(rows[0]?.count);
  } finally {
    await client.end();
  }
}

const feed =
  'subscription ($token: String!) { followAlert(token: $token) { __typename ... on FollowedEvent { status } } }';

/** A feed as server-sent events, up to its end. */
async function openStream(token: string) {
  const response = await fetch(system.graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: feed, variables: { token } }),
  });
  let text = '';
  let isOver = false;
  const read = async (body: AsyncIterable<Uint8Array>) => {
    for await (const chunk of body) text += new TextDecoder().decode(chunk);
  };
  if (response.body === null) throw new Error('No stream');
  void read(response.body).finally(() => (isOver = true));
  return { text: () => text, isOver: () => isOver };
}

describe('P16: a link shows an alert', () => {
  test('live, each event once, and nothing of the place unless the person chose it', async () => {
    const alertId = await press();
    const { token } = await makeLink(alertId);
    const snapshot = await follower.linkedAlert({ token });
    expect(snapshot?.alert).toMatchObject({
      status: 'RAISED',
      desk: null,
      consulate: null,
      area: null,
      isPositionShown: false,
    });
    const items = follower.followAlert({ token, after: snapshot?.streamCursor ?? null });
    const next = items.next();
    await houston.acknowledgeAlert({ input: { alertId } });
    await houston.beginAssistance({ input: { alertId } });
    expect((await next).value).toMatchObject({ status: 'ACKNOWLEDGED' });
    expect((await items.next()).value).toMatchObject({ status: 'ASSISTING' });
    await items.return();
  });

  test('about where, or exactly where, as far as that was chosen', async () => {
    const alertId = await press();
    const [coarse, exact] = [
      await makeLink(alertId, 'COARSE_PLACE'),
      await makeLink(alertId, 'EXACT_PLACE'),
    ];
    const rough = await follower.linkedAlert({ token: coarse.token });
    expect(rough?.alert).toMatchObject({
      consulate: { code: 'houston' },
      area: { cell: expect.stringMatching(/^85/) },
    });
    expect((await follower.linkedPosition({ token: coarse.token }))?.alert.position).toBeNull();
    const { latitude } = places.houston;
    const found = await follower.linkedPosition({ token: exact.token });
    expect(found?.alert.position).toMatchObject({ latitude });
  });
});

describe('A25: a link', () => {
  test('that is revoked ends what is open by it, on both transports and on the page', async () => {
    const link = await makeLink(await press());
    const { token } = link;
    const stream = await openStream(token);
    await waitFor(() => stream.text().includes('FeedHeartbeat'), 'the stream to be live');
    const socket = await openRawSocket(system.websocketUrl);
    socket.send({ type: 'connection_init' });
    await socket.message(({ type }) => type === 'connection_ack');
    socket.send({ id: 'a', type: 'subscribe', payload: { query: feed, variables: { token } } });
    await socket.message(({ type }) => type === 'next');
    const shown = await pressButton(page(link));
    await waitFor(() => shown.text().includes('<li>'), 'the page to be live');

    const start = performance.now();
    await revoke(link.linkId);
    const refusal = await socket.message((message) =>
      JSON.stringify(message).includes('NOT_FOUND'),
    );
    expect(refusal.id).toBe('a');
    await waitFor(stream.isOver, 'the stream to end');
    expect(stream.text()).toContain('NOT_FOUND');
    await waitFor(shown.isOver, 'the page to end');
    expect(shown.text()).toContain('This link has ended.');
    // Sooner than the next heartbeat would have found it.
    expect(performance.now() - start).toBeLessThan(9_000);
    socket.close();
  });

  test('that is dead gives one answer, whyever it is, on each transport', async () => {
    const alertId = await press();
    const { token: revoked, linkId } = await makeLink(alertId);
    await revoke(linkId);
    const isDead = async () => (await follower.linkedAlert({ token: revoked })) === null;
    await waitFor(isDead, 'alerts to hear of it');
    const { token: expired } = await makeLink(alertId);
    const owner = new pg.Client(system.databases.alerts.owner);
    await owner.connect();
    await owner.query(`update follow_link set expires_at = clock_timestamp() where alert_id = $1`, [
      alertId,
    ]);
    await owner.end();
    const dead = [revoked, expired, 'a'.repeat(22), 'no token'];
    const queries = [
      'query ($token: String!) { followedAlert(token: $token) { streamCursor } }',
      'query ($token: String!) { followEvents(token: $token) { endCursor } }',
    ];
    for (const query of queries) {
      const answers = await Promise.all(dead.map((token) => ask(system, {}, query, { token })));
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    }
    for (const token of dead) {
      await expect(follower.followAlert({ token }).next()).rejects.toThrow(GraphQLRequestError);
      const stream = await openStream(token);
      await waitFor(stream.isOver, 'the stream to be refused');
      expect(stream.text()).toContain('NOT_FOUND');
    }
    const pages = await Promise.all(
      [revoked, expired, 'a'.repeat(22)].map(async (token) => {
        const shown = await pressButton(page({ token }));
        await waitFor(shown.isOver, 'the page to end');
        return [shown.status, shown.text()];
      }),
    );
    expect(new Set(pages.map((shown) => JSON.stringify(shown))).size).toBe(1);
    expect(pages[0]?.[0]).toBe(404);
  });

  test('is opened twice and counted twice; a preview by HEAD or GET opens nothing', async () => {
    const alertId = await press();
    const link = await makeLink(alertId);
    const before = await openings(alertId);
    for (const method of ['HEAD', 'GET', 'GET']) {
      const response = await fetch(page(link), { method, headers: { 'user-agent': 'preview' } });
      expect(response.status).toBe(200);
      expect(response.headers.get('referrer-policy')).toBe('no-referrer');
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('set-cookie')).toBeNull();
      const body = await response.text();
      expect(body).not.toMatch(/<script|https?:|src=|pidió ayuda|asked for help/i);
      expect(body).not.toContain(link.token);
    }
    expect(await openings(alertId)).toBe(before);
    for (const count of [1, 2]) {
      const shown = await pressButton(page(link));
      await waitFor(() => shown.text().includes('<li>'), 'the page to be live');
      shown.leave();
      expect(await openings(alertId)).toBe(before + count);
    }
  });

  test('cannot be asked for by an address', async () => {
    const { token } = await makeLink(await press());
    const query = `{ followedAlert(token: "${token}") { streamCursor } }`;
    const url = `${system.graphqlUrl}?query=${encodeURIComponent(query)}`;
    const response = await fetch(url, { headers: { accept: 'application/json' } });
    expect(response.status).toBe(405);
    expect(await response.text()).not.toContain(token);
  });

  test('is not another person’s to revoke, nor of another person’s alert', async () => {
    const alertId = await press();
    const { token, linkId } = await makeLink(alertId);
    const other = await enrolledPerson(system);
    const refused = await other.revokeFollowLink({ input: { linkId } });
    expect(refused.__typename).toBe('NotFoundError');
    const input = { alertId, expiresInHours: 1 };
    const stolen = successOf(await other.createFollowLink({ input }));
    tokens.push(stolen.token);
    other.close();
    expect(await follower.linkedAlert({ token })).not.toBeNull();
    // Made after that one, and heard of in order.
    await makeLink(alertId);
    expect(await follower.linkedAlert({ token: stolen.token })).toBeNull();
  });
});

describe('the page of a link', () => {
  test('shows a press, and the answer of an officer as it comes, without a script', async () => {
    const alertId = await press();
    const shown = await pressButton(page(await makeLink(alertId, 'COARSE_PLACE')));
    await waitFor(() => shown.text().includes('They asked for help.'), 'the press on the page');
    expect(shown.text()).toContain('Whom to call');
    expect(shown.text()).toMatch(/number (not )?confirmed/);
    expect(shown.text()).not.toContain('Somebody has taken it.');
    await houston.acknowledgeAlert({ input: { alertId } });
    await waitFor(() => shown.text().includes('Somebody has taken it.'), 'the answer on the page');
    await houston.resolveAlert({ input: { alertId, outcome: 'RELEASED' } });
    await waitFor(shown.isOver, 'the page to end with the alert');
    expect(shown.text()).toContain('It was closed.');
    expect(shown.text()).toMatch(/not legal advice.*<\/html>$/s);
    expect(shown.text()).not.toMatch(/<script|RELEASED/);
  });
});

test('P10: no token is in a database in clear, or in what was logged', async () => {
  expect(tokens.length).toBeGreaterThan(8);
  const dumps = await Promise.all(
    subgraphNames.map(async (name) => {
      const client = new pg.Client(system.databases[name].admin);
      await client.connect();
      try {
        const tables = await client.query<{ name: string }>(
          `select relname as name from pg_class
           where relnamespace = 'public'::regnamespace and relkind = 'r'`,
        );
        const texts: string[] = [];
        for (const table of tables.rows) {
          const { rows } = await client.query(`select t::text as row from "${table.name}" t`);
          texts.push(JSON.stringify(rows));
        }
        return texts.join('\n');
      } finally {
        await client.end();
      }
    }),
  );
  const everything = [...dumps, ...system.lines].join('\n');
  expect(tokens.filter((token) => everything.includes(token))).toEqual([]);
});
