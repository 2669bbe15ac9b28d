import { copyFile, mkdtemp, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createOfficerClient } from '@alert-button/sdk/officer';
import { enrol } from '@alert-button/sdk/person';
import { expect, test } from '@jest/globals';
import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { officerCredentialOf } from './support/officer.ts';
import { seededRandom } from './support/random.ts';
import { waitFor } from './support/wait-for.ts';
import { watchSockets } from './support/watched-socket.ts';
import { wholeFeed } from './support/whole-feed.ts';

/*
 * The heart of the product under stress: a desk's feed is cut fifty times while people press, and
 * the officer's list ends complete, in order and without a repetition.
 */

const cuts = 50;
const seed = Number(process.env['SEED'] ?? 20261121);
const houston = { latitude: 29.7604, longitude: -95.3698 };

type Cut =
  'CLIENT_SOCKET' | 'GATEWAY_RESTART' | 'GATEWAY_KILL' | 'ALERTS_KILL' | 'SUPERGRAPH_RELOAD';

/** Mostly what happens every day, each of the others several times. */
const kinds: readonly Cut[] = [
  ...Array<Cut>(28).fill('CLIENT_SOCKET'),
  ...Array<Cut>(12).fill('SUPERGRAPH_RELOAD'),
  ...Array<Cut>(3).fill('GATEWAY_RESTART'),
  ...Array<Cut>(3).fill('GATEWAY_KILL'),
  ...Array<Cut>(4).fill('ALERTS_KILL'),
];

/** People who press all the time, as fast as they are answered, until told to stop. */
async function keepPressing(url: string, people: number, stop: AbortSignal) {
  const acknowledged = new Set<string>();
  let presses = 0;
  const persons = await Promise.all(Array.from({ length: people }, () => enrol({ url })));
  const pressing = persons.map(async (person) => {
    while (!stop.aborted) {
      const alert = await person.press({ position: houston });
      acknowledged.add(alert.id);
      presses += 1;
      await delay(100);
    }
    person.close();
  });
  return { done: Promise.all(pressing), acknowledged, presses: () => presses };
}

async function cut(system: TestSystem, kind: Cut, sockets: { cut(): boolean }, file: string) {
  switch (kind) {
    case 'CLIENT_SOCKET':
      await waitFor(() => sockets.cut(), 'a socket to cut');
      return;
    case 'SUPERGRAPH_RELOAD':
      await utimes(file, new Date(), new Date());
      process.kill(system.pid('gateway') ?? 0, 'SIGHUP');
      return;
    case 'GATEWAY_RESTART':
      return system.restart('gateway', 'SIGTERM');
    case 'GATEWAY_KILL':
      return system.restart('gateway', 'SIGKILL');
    case 'ALERTS_KILL':
      return system.restart('alerts', 'SIGKILL');
    default:
      return kind satisfies never;
  }
}

test('a feed that is cut fifty times under load brings every event exactly once, in order', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'supergraph-')), 'supergraph.graphql');
  await copyFile(new URL('../../schema/supergraph.graphql', import.meta.url), file);
  await using system = await startTestSystem({ supergraphFile: file });
  const random = seededRandom(seed);
  const sockets = watchSockets();
  const officer = createOfficerClient({
    url: system.graphqlUrl,
    credential: officerCredentialOf(system, 'houston'),
    WebSocket: sockets.WebSocket,
    backoff: { firstMilliseconds: 20, capMilliseconds: 500 },
  });
  const desk = await officer.desk({ code: 'houston' });
  const snapshot = await officer.deskAlerts({ deskId: desk?.id ?? '' });
  if (!desk || !snapshot) throw new Error('No desk');

  const received: string[] = [];
  const ending = new AbortController();
  const reading = (async () => {
    const after = snapshot.streamCursor;
    for await (const item of officer.deskFeed(
      { deskId: desk.id, after },
      { signal: ending.signal },
    )) {
      received.push(item.cursor);
    }
  })();

  const stop = new AbortController();
  const load = await keepPressing(system.graphqlUrl, 8, stop.signal);
  const remaining = [...kinds];
  for (let done = 0; done < cuts; done += 1) {
    const [kind] = remaining.splice(Math.floor(random() * remaining.length), 1);
    if (kind === undefined) throw new Error('There are as many kinds as cuts');
    await cut(system, kind, sockets, file);
    // The next cut comes at a random point of the recovery, or after it.
    const heard = received.length + Math.floor(random() * 8);
    await waitFor(() => received.length >= heard, `the feed to go on after ${kind}`);
  }
  stop.abort();
  await load.done;

  const expected = await wholeFeed(officer, desk.id, snapshot.streamCursor);
  await waitFor(() => received.length >= expected.cursors.length, 'the feed to catch up');
  ending.abort();
  await reading;

  expect(received).toEqual(expected.cursors);
  expect([...load.acknowledged].filter((id) => !expected.alerts.has(id))).toEqual([]);
  expect(load.presses()).toBeGreaterThan(cuts);
  const wire = sockets.wire();
  expect(wire.length).toBeGreaterThan(28);
  for (const cursors of wire) expect(cursors).toEqual(cursors.toSorted());
  for (const cursors of wire) expect(new Set(cursors).size).toBe(cursors.length);
  expect(sockets.closeCodes()).toContain(1012);
  officer.close();
}, 600_000);
