import { copyFile, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFollowerClient } from '@alert-button/sdk/follower';
import { createOfficerClient } from '@alert-button/sdk/officer';
import { enrol } from '@alert-button/sdk/person';
import { expect, test } from '@jest/globals';
import { startTestSystem } from '@alert-button/dev/testing/test-system.ts';
import { officerCredentialOf } from './support/officer.ts';
import { openSse } from './support/sse.ts';
import { waitFor } from './support/wait-for.ts';
import { watchSockets } from './support/watched-socket.ts';

const houston = { latitude: 29.7604, longitude: -95.3698 };

async function supergraphCopy(): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'supergraph-')), 'supergraph.graphql');
  await copyFile(new URL('../../schema/supergraph.graphql', import.meta.url), file);
  return file;
}

test('reloading the supergraph under load fails no request and ends no feed', async () => {
  const supergraphFile = await supergraphCopy();
  await using system = await startTestSystem({ supergraphFile });
  const sockets = watchSockets();
  const credential = officerCredentialOf(system, 'houston');
  const desk = createOfficerClient({
    url: system.graphqlUrl,
    credential,
    WebSocket: sockets.WebSocket,
  });
  const client = createFollowerClient({ url: system.graphqlUrl });
  const person = await enrol({ url: system.graphqlUrl });
  const alert = await person.press({ position: houston });
  const deskId = (await desk.desk({ code: 'houston' }))?.id ?? '';
  const cursors: string[] = [];
  const after = (await desk.deskAlerts({ deskId }))?.streamCursor ?? null;
  const reading = (async () => {
    for await (const item of desk.deskFeed({ deskId, after })) cursors.push(item.cursor);
  })();

  let asked = 0;
  const failures: unknown[] = [];
  const stop = new AbortController();
  const asking = Array.from({ length: 8 }, async () => {
    while (!stop.signal.aborted) {
      asked += 1;
      // One attempt each: a retry would hide what is looked for.
      const answers = await Promise.allSettled([
        client.desks({}, { maxAttempts: 1 }),
        person.updateAlertPosition({ input: { alertId: alert.id, position: houston } }),
      ]);
      for (const answer of answers) if (answer.status === 'rejected') failures.push(answer.reason);
    }
  });
  const loads = () => system.lines.filter((line) => line.includes('Supergraph loaded')).length;
  for (let reload = 1; reload <= 10; reload += 1) {
    process.kill(system.pid('gateway') ?? 0, 'SIGHUP');
    await waitFor(() => loads() >= reload, `reload ${reload}`);
  }
  stop.abort();
  await Promise.all(asking);

  expect(failures).toEqual([]);
  expect(asked).toBeGreaterThan(20);
  await waitFor(() => cursors.length > 20, 'the events of the load');
  expect(cursors).toEqual([...new Set(cursors)].toSorted());
  expect(sockets.closeCodes()).toEqual([]);
  desk.close();
  person.close();
  client.close();
  await reading;
}, 180_000);

test('a supergraph that does not work is refused, and the running one goes on', async () => {
  const supergraphFile = await supergraphCopy();
  await using system = await startTestSystem({ supergraphFile });
  const client = createFollowerClient({ url: system.graphqlUrl });
  const good = await readFile(supergraphFile, 'utf8');
  await writeFile(supergraphFile, 'type Query { nonsense');
  await waitFor(
    () => system.lines.some((line) => line.includes('cannot be used')),
    'the broken file to be noticed',
  );
  expect((await client.desk({ code: 'houston' }))?.code).toBe('houston');
  await writeFile(supergraphFile, good);
  await waitFor(
    () => system.lines.some((line) => line.includes('Supergraph loaded')),
    'the mended file to be loaded',
  );
  expect((await client.desk({ code: 'houston' }))?.code).toBe('houston');
  client.close();
}, 120_000);

test('a gateway told to end says so by 1012, ends streams, and an SSE reader resumes by its last id', async () => {
  await using system = await startTestSystem();
  const sockets = watchSockets();
  const credential = officerCredentialOf(system, 'houston');
  const desk = createOfficerClient({
    url: system.graphqlUrl,
    credential,
    WebSocket: sockets.WebSocket,
  });
  const client = createFollowerClient({ url: system.graphqlUrl });
  const person = await enrol({ url: system.graphqlUrl });
  const deskId = (await desk.desk({ code: 'houston' }))?.id ?? '';
  const snapshot = await desk.deskAlerts({ deskId });
  const after = snapshot?.streamCursor ?? null;
  const live = desk.deskFeed({ deskId, after });
  const stream = await openSse(system, credential, { deskId, after });
  await person.press({ position: houston });
  expect((await live.next()).value?.__typename).toBe('AlertEvent');
  await waitFor(() => stream.events.length >= 1, 'the press on the stream');

  await system.stopService('gateway', 'SIGTERM');
  await waitFor(() => stream.isOver(), 'the stream to end');
  expect(sockets.closeCodes()).toEqual([1012]);
  expect(stream.events.map((event) => event.kind)).toEqual(['RAISED']);

  await system.start('gateway');
  await person.press({ position: houston });
  const resumed = await openSse(system, credential, { deskId, after: null }, stream.lastId());
  await waitFor(() => resumed.events.length >= 1, 'the next press on the resumed stream');
  expect(resumed.events.map((event) => event.kind)).toEqual(['PRESSED_AGAIN']);
  const next = await live.next();
  expect(next.value?.__typename === 'AlertEvent' && next.value.kind).toBe('PRESSED_AGAIN');
  resumed.close();
  await live.return();
  desk.close();
  person.close();
  client.close();
}, 180_000);
