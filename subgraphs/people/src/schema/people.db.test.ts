import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { createLog } from '@alert-button/platform/log.ts';
import { serveSubgraph } from '@alert-button/platform/serve.ts';
import { createTestDatabase } from '@alert-button/platform/testing/database.ts';
import {
  anonymous,
  createViewerSigner,
  createViewerVerifier,
  type Viewer,
} from '@alert-button/platform/viewer.ts';
import { createCommands } from '../commands/index.ts';
import { openDatabase } from '../store/database.ts';
import { createTestDevice } from '../testing/device.ts';
import { createTestNeeds } from '../testing/person-needs.ts';
import { subgraph } from './index.ts';

const closing = new AsyncDisposableStack();
let url: string;
let sign: (viewer: Viewer, subgraph: string) => Promise<string>;

async function createKey(): Promise<{ publicKey: JWK; privateKey: JWK }> {
  const pair = await generateKeyPair('EdDSA', { extractable: true });
  const publicKey = { ...(await exportJWK(pair.publicKey)), kid: 'test' };
  return { publicKey, privateKey: { ...(await exportJWK(pair.privateKey)), kid: 'test' } };
}

beforeAll(async () => {
  const log = createLog('people', 'silent');
  const gateway = await createKey();
  sign = await createViewerSigner(gateway.privateKey);
  const testDatabase = closing.use(await createTestDatabase('people'));
  const database = closing.use(openDatabase(testDatabase.app, log));
  const commands = createCommands(await createTestNeeds(database));
  const server = closing.use(
    await serveSubgraph({
      subgraph,
      verify: await createViewerVerifier(gateway.publicKey, 'people'),
      context: (request) => ({ ...request, commands }),
      ready: async () => undefined,
      host: '127.0.0.1',
      port: 0,
      log,
      isProduction: false,
    }),
  );
  url = `http://127.0.0.1:${server.port}/graphql`;
});

afterAll(() => closing.disposeAsync());

async function ask(token: string, query: string, variables: object = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, body: (await response.json()) as { data: never } };
}

const askAs = async (viewer: Viewer, query: string, variables?: object) =>
  (await ask(await sign(viewer, 'people'), query, variables)).body.data;

const enrolment = `mutation ($input: EnrolPersonInput!) {
  enrolPerson(input: $input) {
    __typename
    ... on EnrolPersonSuccess {
      person { id homeConsulate { code } languages } certificate certificateExpiresAt
    }
    ... on InvalidInputError { issues { path } }
  }
}`;

const whoAmI = `{
  viewer {
    __typename
    ... on Person { id homeConsulate { code } languages }
    ... on Officer { officer: id role desk { code } }
  }
}`;

const byReference = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) { ... on Person { id } }
}`;

async function enrol(): Promise<string> {
  const device = await createTestDevice();
  const input = { publicKey: device.publicKey, proof: await device.prove() };
  const data: { enrolPerson: { person: { id: string } } } = await askAs(anonymous, enrolment, {
    input: { ...input, homeConsulate: 'tucson', languages: ['es-mx'] },
  });
  return data.enrolPerson.person.id;
}

const asPerson = (personId: string): Viewer => ({
  kind: 'PERSON',
  personId,
  deviceKey: '',
  homeConsulate: null,
  environment: 'LIVE',
});

const officer: Viewer = {
  kind: 'OFFICER',
  officerId: 'an-officer',
  desk: 'call-centre',
  role: 'OPERATOR',
};

describe('the subgraph people', () => {
  test('enrols somebody unknown, who is then the viewer', async () => {
    const id = await enrol();
    expect(await askAs(asPerson(id), whoAmI)).toEqual({
      viewer: {
        __typename: 'Person',
        id,
        homeConsulate: { code: 'tucson' },
        languages: ['es-MX'],
      },
    });
  });

  test('answers a refused enrolment with the fields that are wrong', async () => {
    const input = { publicKey: { x: 'a', y: 'b' }, proof: '\u0000', homeConsulate: 'NO' };
    expect(await askAs(anonymous, enrolment, { input })).toEqual({
      enrolPerson: {
        __typename: 'InvalidInputError',
        issues: [{ path: 'publicKey.x' }, { path: 'publicKey.y' }, { path: 'homeConsulate' }],
      },
    });
  });

  test('knows an officer by what the token says, and somebody unknown as nobody', async () => {
    expect(await askAs(officer, whoAmI)).toEqual({
      viewer: {
        __typename: 'Officer',
        officer: 'an-officer',
        role: 'OPERATOR',
        desk: { code: 'call-centre' },
      },
    });
    expect(await askAs(anonymous, whoAmI)).toEqual({ viewer: null });
  });

  test('resolves a person for that person only', async () => {
    const [one, other] = [await enrol(), await enrol()];
    const representations = [one, other, 'nobody'].map((id) => ({ __typename: 'Person', id }));
    const data = await askAs(asPerson(one), byReference, { representations });
    expect(data).toEqual({ _entities: [{ id: one }, null, null] });
    for (const viewer of [anonymous, officer]) {
      const hidden = await askAs(viewer, byReference, { representations });
      expect(hidden).toEqual({ _entities: [null, null, null] });
    }
  });

  test('answers nobody but the gateway', async () => {
    const stranger = await createViewerSigner((await createKey()).privateKey);
    const tokens = [
      '',
      'a.b.c',
      await sign(anonymous, 'alerts'),
      await stranger(anonymous, 'people'),
    ];
    for (const token of tokens) expect((await ask(token, whoAmI)).status).toBe(401);
  });
});
