import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createApiKeyVerifier } from './api-key.ts';
import { CredentialError, CredentialUncheckedError, type VerifyToken } from './credential.ts';

const internalToken = 'what-opens-the-internal-door-of-people';
const good = `ab_live_${'a'.repeat(16)}_${'s'.repeat(43)}`;
const wrong = `ab_live_${'b'.repeat(16)}_${'s'.repeat(43)}`;
const viewer = {
  kind: 'ORGANISATION',
  organisationId: 'o',
  keyId: 'a'.repeat(16),
  scopes: ['alerts:follow'],
  environment: 'LIVE',
};

let people: Server;
let asked: string[];
let status: number | null;
let verify: VerifyToken;
let now: number;

beforeEach(async () => {
  asked = [];
  status = null;
  now = 0;
  people = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      const { token } = JSON.parse(Buffer.concat(chunks).toString()) as { token: string };
      asked.push(token);
      const isGateway = request.headers.authorization === `Bearer ${internalToken}`;
      response.writeHead(status ?? (isGateway ? (token === good ? 200 : 404) : 401));
      response.end(JSON.stringify(token === good ? { viewer, expiresAt: null } : {}));
    })();
  });
  people.listen(0, '127.0.0.1');
  await once(people, 'listening');
  const url = `http://127.0.0.1:${(people.address() as AddressInfo).port}/internal/api-key`;
  verify = createApiKeyVerifier({ url, token: internalToken, now: () => now });
});

afterEach(() => {
  people.closeAllConnections();
  people.close();
});

describe('a key of an organisation', () => {
  test('is asked about once a minute, also when many ask at once', async () => {
    const principals = await Promise.all([verify(good), verify(good), verify(good)]);
    for (const principal of principals) expect(principal).toEqual({ viewer, expiresAt: null });
    now = 59_999;
    await verify(good);
    expect(asked).toEqual([good]);
    now = 60_000;
    await verify(good);
    expect(asked).toEqual([good, good]);
  });

  test('that opens nothing is refused, and asked about each time', async () => {
    await expect(verify(wrong)).rejects.toThrow(CredentialError);
    await expect(verify(wrong)).rejects.toThrow(CredentialError);
    expect(asked).toEqual([wrong, wrong]);
  });

  test.each(['ab_', 'ab_live_', `${good}x`, good.replace('live', 'prod'), good.toUpperCase()])(
    'is none in %j, and nobody is asked',
    async (token) => {
      await expect(verify(token)).rejects.toThrow(CredentialError);
      expect(asked).toEqual([]);
    },
  );

  test('that was remembered goes on for its minute while people is away, then cannot be told', async () => {
    await verify(good);
    people.closeAllConnections();
    people.close();
    await expect(verify(good)).resolves.toMatchObject({ viewer });
    await expect(verify(wrong)).rejects.toThrow(CredentialUncheckedError);
    now = 60_000;
    await expect(verify(good)).rejects.toThrow(CredentialUncheckedError);
  });

  test('is not judged by an answer that says nothing about it', async () => {
    for (status of [500, 503, 401]) {
      await expect(verify(good)).rejects.toThrow(CredentialUncheckedError);
    }
    status = null;
    await expect(verify(good)).resolves.toMatchObject({ viewer });
  });
});
