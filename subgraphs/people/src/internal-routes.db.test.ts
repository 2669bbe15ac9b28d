import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import Fastify from 'fastify';
import { createPostgresEventLog } from '@alert-button/platform/event-log/postgres.ts';
import { createLog } from '@alert-button/platform/log.ts';
import { createTestDatabase } from '@alert-button/platform/testing/database.ts';
import { createAdministrationCommands } from './commands/administration.ts';
import { createStoredKeyVerifier } from './commands/verify-api-key.ts';
import { internalRoutes } from './internal-routes.ts';
import { openDatabase } from './store/database.ts';
import { listRevocations, listRevocationsSince, setRevocation } from './store/revocation-store.ts';

const token = 'what-opens-the-internal-door-of-people';
const asking = {
  viewer: { kind: 'OFFICER', officerId: 'boss', desk: 'national', role: 'ADMINISTRATOR' },
  requestId: 'test-request',
} as const;

const closing = new AsyncDisposableStack();
let url: string;
let commands: ReturnType<typeof createAdministrationCommands>;
let shutOut: (thumbprint: string) => Promise<void>;

beforeAll(async () => {
  const silent = createLog('people', 'silent');
  const testDatabase = closing.use(await createTestDatabase('people'));
  const database = closing.use(openDatabase(testDatabase.app, silent));
  const connect = () => database.connect();
  const log = closing.use(createPostgresEventLog({ pool: database.pool, connect, log: silent }));
  const announce = () => log.announce();
  commands = createAdministrationCommands({ database, announce });
  shutOut = async (id) => {
    await database.transaction((transaction) =>
      setRevocation(transaction, { kind: 'DEVICE', id }, new Date()),
    );
    announce();
  };
  const http = Fastify({ forceCloseConnections: 'idle' });
  internalRoutes({
    token,
    log,
    verifyApiKey: closing.use(createStoredKeyVerifier(database, silent)).verify,
    revocations: () => listRevocations(database),
    revocationsSince: (position) => listRevocationsSince(database, position),
  })(http);
  url = await http.listen({ host: '127.0.0.1', port: 0 });
  closing.defer(() => http.close());
});

// With a stream still open: it must not keep the service from ending.
afterAll(() => closing.disposeAsync());

async function follow() {
  const response = await fetch(`${url}/internal/revocations`, {
    headers: { authorization: `Bearer ${token}` },
  });
  if (response.body === null) throw new Error('There is no stream');
  const chunks = response.body.pipeThrough(new TextDecoderStream())[Symbol.asyncIterator]();
  let buffered = '';
  return async (): Promise<{ event: string; entries: unknown }> => {
    for (;;) {
      const [, event = '', data = '', rest = ''] =
        /^event: (\w+)\ndata: (.*)\n\n([^]*)$/.exec(buffered) ?? [];
      if (data !== '') {
        buffered = rest;
        return { event, entries: JSON.parse(data) };
      }
      const { value, done } = await chunks.next();
      if (done === true) throw new Error('The stream ended');
      buffered += value;
      if (buffered.startsWith(':\n\n')) buffered = buffered.slice(3);
    }
  };
}

const askForKey = (body: unknown, authorization = `Bearer ${token}`) =>
  fetch(`${url}/internal/api-key`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify(body),
  });

describe('the stream of who is shut out', () => {
  test('begins with everyone, then tells each change', async () => {
    const officer = { kind: 'OFFICER', id: 'first', inMilliseconds: 0 };
    await commands.revokeOfficerAccess(asking, { officerId: 'first', reason: 'MISUSE' });
    const next = await follow();
    expect(await next()).toEqual({ event: 'snapshot', entries: [officer] });

    await shutOut('thumbprint:with:colons');
    const device = { kind: 'DEVICE', id: 'thumbprint:with:colons', inMilliseconds: 0 };
    // What was not yet placed in the log when the stream began may be told again.
    let told = await next();
    if (JSON.stringify(told.entries) === JSON.stringify([officer])) told = await next();
    expect(told).toEqual({ event: 'change', entries: expect.arrayContaining([device]) as unknown });

    await commands.restoreOfficerAccess(asking, { officerId: 'first' });
    const restored = { ...officer, inMilliseconds: null };
    expect(await next()).toEqual({ event: 'change', entries: [restored] });

    const again = await follow();
    expect(await again()).toEqual({ event: 'snapshot', entries: [device] });
  });
});

describe('the verification of keys', () => {
  test('tells who asks, and of all others nothing', async () => {
    const { id: organisationId } = await commands.createOrganisation(asking, { name: 'Casa' });
    const issued = await commands.createApiKey(asking, {
      organisationId,
      environment: 'TEST',
      scopes: ['alerts:follow'],
      label: 'Sandbox',
    });
    const answer = await askForKey({ token: issued.token });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      viewer: {
        kind: 'ORGANISATION',
        organisationId,
        keyId: issued.apiKey.publicId,
        scopes: ['alerts:follow'],
        environment: 'TEST',
      },
      expiresAt: null,
    });
    const wrongSecret = `${issued.token.slice(0, -43)}${'x'.repeat(43)}`;
    const unknown = `ab_test_${'z'.repeat(16)}_${'x'.repeat(43)}`;
    const live = issued.token.replace('ab_test', 'ab_live');
    for (const wrong of [wrongSecret, unknown, live, '', '\u0000', 7, null, undefined]) {
      const refused = await askForKey({ token: wrong });
      expect([refused.status, await refused.text()]).toEqual([404, '{}']);
    }
  });
});

test('the door opens to the shared token alone', async () => {
  for (const wrong of ['', `Bearer ${token}x`, `bearer ${token}`, `Bearer ${token.slice(1)}x`]) {
    expect((await askForKey({ token: '' }, wrong)).status).toBe(401);
    const headers = { authorization: wrong };
    expect((await fetch(`${url}/internal/revocations`, { headers })).status).toBe(401);
  }
});
