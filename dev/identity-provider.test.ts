import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { developmentOfficers, developmentTextService } from './identity-provider/officers.ts';
import { projectRoot, subgraphFolders } from './paths.ts';
import { freePorts } from './ports.ts';
import { createSecrets } from './secrets.ts';
import { Service } from './service.ts';

const secrets = createSecrets();
const officers = developmentOfficers(secrets.identityProviderSecret);
let issuer: string;
let provider: Service;

function create(port: number, mode: string): Service {
  return new Service({
    name: 'identity-provider',
    entry: join(projectRoot, 'dev', 'identity-provider.ts'),
    environment: {
      NODE_ENV: mode,
      LOG_LEVEL: 'silent',
      PORT: String(port),
      SIGNING_KEY: JSON.stringify(secrets.identityProviderKey),
      CLIENT_SECRET_SEED: secrets.identityProviderSecret,
      ACCESS_TOKEN_SECONDS: '90',
    },
    readyUrl: `http://127.0.0.1:${port}/readyz`,
    onLine: () => undefined,
    onUnexpectedExit: () => undefined,
  });
}

beforeAll(async () => {
  const [port] = (await freePorts(1)) as [number];
  issuer = `http://127.0.0.1:${port}`;
  provider = create(port, 'test');
  await provider.start();
});

afterAll(() => provider.stop());

async function askForToken(clientId: string, secret: string, body: Record<string, string> = {}) {
  const response = await fetch(`${issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${clientId}:${secret}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...body }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

describe('an officer', () => {
  test.each([
    ['officer-houston', 'houston', 'OFFICER'],
    ['officer-houston-2', 'houston', 'OFFICER'],
    ['officer-call-centre', 'call-centre', 'OPERATOR'],
    ['officer-national', 'national', 'OFFICER'],
    ['officer-mass-event', 'mass-event', 'OFFICER'],
    ['officer-administrator', 'national', 'ADMINISTRATOR'],
  ])('%s gets an access token for the desk %s', async (clientId, desk, role) => {
    const officer = officers.find((candidate) => candidate.clientId === clientId);
    const { body } = await askForToken(clientId, officer?.clientSecret ?? '');
    const { payload, protectedHeader } = await jwtVerify(
      body['access_token'] ?? '',
      createRemoteJWKSet(new URL(`${issuer}/jwks`)),
      { issuer, audience: 'alert-button', typ: 'at+jwt', algorithms: ['ES256'] },
    );
    expect(payload).toMatchObject({ sub: clientId, client_id: clientId, desk, role });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(90);
    expect(protectedHeader.kid).toMatch(/^development-/);
  });

  test('stands at every consulate, once but for Houston, at one more desk, and an administrator nationally', () => {
    const file = join(subgraphFolders.consulates, 'data', 'consulates.json');
    const codes = (JSON.parse(readFileSync(file, 'utf8')) as { code: string }[]).map(
      ({ code }) => code,
    );
    expect(officers.map(({ desk }) => desk).sort()).toEqual(
      [...codes, 'houston', 'call-centre', 'national', 'mass-event', 'national'].sort(),
    );
    expect(new Set(officers.map(({ clientSecret }) => clientSecret)).size).toBe(codes.length + 5);
  });

  test('gets nothing with a wrong secret, another name or another resource', async () => {
    const [officer] = officers as [(typeof officers)[0]];
    expect((await askForToken(officer.clientId, 'wrong')).status).toBe(401);
    expect((await askForToken('officer-nowhere', officer.clientSecret)).status).toBe(401);
    const elsewhere = { resource: 'urn:somewhere-else' };
    const { status } = await askForToken(officer.clientId, officer.clientSecret, elsewhere);
    expect(status).toBe(400);
  });
});

test('the service that receives texts gets a token without a desk', async () => {
  const service = developmentTextService(secrets.identityProviderSecret);
  const { body } = await askForToken(service.clientId, service.clientSecret);
  const claims = decodeJwt(body['access_token'] ?? '');
  expect(claims).toMatchObject({ sub: 'text-service', role: 'TEXTS' });
  expect(claims).not.toHaveProperty('desk');
});

test('the identity provider does not run in production', async () => {
  const [port] = (await freePorts(1)) as [number];
  await expect(create(port, 'production').start()).rejects.toThrow(/does not run in production/);
});
