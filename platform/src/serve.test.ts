import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import { createBuilder, type RequestContext } from './builder.ts';
import { ConflictError } from './errors.ts';
import { toSubgraphSchema } from './federation.ts';
import type { Log, LogFields } from './log.ts';
import { serveSubgraph } from './serve.ts';
import { anonymous, createViewerSigner, createViewerVerifier } from './viewer.ts';

const { builder } = createBuilder<RequestContext>();
builder.queryType({
  fields: (t) => ({
    who: t.string({ resolve: (_root, _arguments, { viewer }) => viewer.kind }),
    bug: t.string({
      nullable: true,
      resolve: () => {
        throw new Error('duplicate key María');
      },
    }),
    refused: t.string({
      nullable: true,
      resolve: () => {
        throw new ConflictError('Too late.');
      },
    }),
  }),
});

const closing = new AsyncDisposableStack();
const logged: { message: string; fields: LogFields | undefined }[] = [];
const keep = (message: string, fields?: LogFields) => void logged.push({ message, fields });
const log: Log = { debug: keep, info: keep, warn: keep, error: keep };
let url: string;
let token: string;
let isReady = true;

beforeAll(async () => {
  const pair = await generateKeyPair('EdDSA', { extractable: true });
  const [publicKey, privateKey] = [
    await exportJWK(pair.publicKey),
    await exportJWK(pair.privateKey),
  ];
  token = await (await createViewerSigner(privateKey))(anonymous, 'test');
  const server = closing.use(
    await serveSubgraph({
      subgraph: toSubgraphSchema(builder.toSchema()),
      verify: await createViewerVerifier(publicKey, 'test'),
      context: (request) => request,
      ready: async () => {
        if (!isReady) throw new Error('The database is away: María');
      },
      host: '127.0.0.1',
      port: 0,
      log,
      isProduction: true,
    }),
  );
  url = `http://127.0.0.1:${server.port}`;
});

afterAll(() => closing.disposeAsync());

const post = (body: string, headers: Record<string, string> = {}) =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    body,
  });

async function ask(query: string, headers: Record<string, string> = {}) {
  const response = await post(JSON.stringify({ query }), headers);
  const text = await response.text();
  return { status: response.status, text, body: JSON.parse(text) as Record<string, unknown> };
}

describe('a subgraph as served', () => {
  test('answers the gateway', async () => {
    expect((await ask('{ who }')).body).toEqual({ data: { who: 'ANONYMOUS' } });
  });

  test.each([[''], ['Bearer'], ['Bearer x'], ['Basic x']])(
    'answers nobody else (%j)',
    async (authorization) => {
      const { status, body } = await ask('{ who }', { authorization });
      expect([status, body['data']]).toEqual([401, undefined]);
      // The gateway hands codes on, and a client takes this one for a no to its own credential.
      expect(JSON.stringify(body)).not.toContain('UNAUTHENTICATED');
    },
  );

  test('masks a bug, with the request id in the answer and in the log', async () => {
    logged.length = 0;
    const { text, body } = await ask('{ bug }', { 'x-request-id': 'request-12345' });
    expect(body).toEqual({
      data: { bug: null },
      errors: [
        {
          message: 'Unexpected error.',
          path: ['bug'],
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'request-12345' },
        },
      ],
    });
    expect(text).not.toMatch(/María|stack|\.ts/);
    expect(logged).toMatchObject([{ fields: { requestId: 'request-12345' } }]);
  });

  test('passes an expected failure with its code', async () => {
    const { body } = await ask('{ refused }');
    expect(body).toMatchObject({
      errors: [{ message: 'Too late.', path: ['refused'], extensions: { code: 'CONFLICT' } }],
    });
  });

  test.each([['x'], ['a'.repeat(65)], ['with space 1'], ['"quoted"-1234']])(
    'takes no request id like %j from outside',
    async (requestId) => {
      const { body } = await ask('{ bug }', { 'x-request-id': requestId });
      const [error] = body['errors'] as { extensions: { requestId: string } }[];
      expect(error?.extensions.requestId).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  test.each([
    ['malformed JSON', '{"query":'],
    ['no query', '{}'],
    ['a list', '[{"query":"{ who }"}]'],
    ['a query that does not parse', '{"query":"{ who"}'],
    ['an unknown field', '{"query":"{ whoo }"}'],
    ['more than it takes', JSON.stringify({ query: `{ who } #${'x'.repeat(300_000)}` })],
  ])('refuses %s without a trace of its inside', async (_case, body) => {
    const response = await post(body);
    const text = await response.text();
    expect([400, 413, 500].includes(response.status) && response.status !== 500).toBe(true);
    expect(text).not.toMatch(/stack|node_modules|\.ts:|Did you mean/);
    expect((await ask('{ who }')).status).toBe(200);
  });

  test('reads no fragment bomb, whoever sends it', async () => {
    const levels = Array.from({ length: 18 }, (_none, at) => {
      const next = `...F${at + 1}`;
      return `fragment F${at} on Query { ${next} ... { ${next} } }`;
    });
    const bomb = `{ ...F0 } ${levels.join(' ')} fragment F18 on Query { who }`;
    const { status, body } = await ask(bomb, { 'x-request-id': 'request-12345' });
    expect([status, body]).toEqual([
      400,
      {
        errors: [
          {
            message: 'A document has at most 5000 fields, fragments written out.',
            extensions: { code: 'COST_LIMIT', requestId: 'request-12345' },
          },
        ],
      },
    ]);
  });

  test('hides its schema in production', async () => {
    const { body } = await ask('{ __schema { types { name } } }');
    expect(body['data']).toBeUndefined();
  });

  test('says whether it lives and whether it can serve', async () => {
    const statuses = async () =>
      Promise.all(['/healthz', '/readyz'].map(async (path) => (await fetch(url + path)).status));
    expect(await statuses()).toEqual([200, 200]);
    isReady = false;
    expect(await statuses()).toEqual([200, 503]);
    const reason = await (await fetch(`${url}/readyz`)).text();
    expect(reason).not.toContain('María');
    isReady = true;
    expect(await statuses()).toEqual([200, 200]);
  });
});
