import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createLog } from '@alert-button/platform/log.ts';
import { TransportError } from '@alert-button/sdk';
import type { FastifyInstance } from 'fastify';
import { createTextsApp } from './app.ts';
import { createHandIn, type HandInNeeds } from './hand-in.ts';
import { texterId } from './texter-id.ts';
import { signatureOf } from './webhook.ts';

/* The course of a message, where the service behind it does what it is told. */

const key = { id: 'test', secret: randomBytes(32) };
const ana = '11111111-1111-4111-8111-111111111111';
const from = '+12815550100';
type Client = HandInNeeds['client'];
type Call = readonly [name: string, input: Readonly<Record<string, unknown>>];

let http: FastifyInstance;
let calls: Call[];
let answers: Record<keyof Client, () => object>;

beforeEach(() => {
  calls = [];
  answers = {
    receiveText: () => ({
      __typename: 'ReceiveTextSuccess',
      texter: { personId: ana, consulateCode: 'boise' },
    }),
    raiseAlertByText: () => ({ __typename: 'RaiseAlertByTextSuccess', alertId: 'the-alert' }),
    answerText: () => ({ __typename: 'AnswerTextSuccess' }),
  };
  const method =
    (name: keyof Client) =>
    async ({ input }: { readonly input: object }) => {
      calls.push([name, input as Call[1]]);
      return answers[name]();
    };
  const client = Object.fromEntries(
    (Object.keys(answers) as (keyof Client)[]).map((name) => [name, method(name)]),
  ) as unknown as Client;
  const gazetteer = () => ({
    countyOfZip: (zip: string) => (zip === '77002' ? '48201' : null),
    counties: new Map<string, string>(),
    seats: new Map(),
    onlySeats: new Map(),
  });
  const handIn = createHandIn({ client, texterKey: key, gazetteer });
  http = createTextsApp({ keys: [key], handIn, log: createLog('texts', 'silent') });
});

afterEach(() => http.close());

const away = () => {
  throw new TransportError('The service could not be reached.', { isRetryable: true });
};
const names = () => calls.map(([name]) => name);

async function send(text: string, id = 'SM1', by = key.secret) {
  const body = JSON.stringify({ id, from, text });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = signatureOf(by, id, timestamp, Buffer.from(body)).toString('base64');
  const { statusCode, payload } = await http.inject({
    method: 'POST',
    url: '/texts',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    },
    payload: body,
  });
  return { statusCode, payload };
}

test('help is raised where it says, for who wrote, and answered', async () => {
  expect(await send('AYUDA 77002')).toEqual({ statusCode: 204, payload: '' });
  expect(names()).toEqual(['receiveText', 'raiseAlertByText', 'answerText']);
  const [, raised] = calls[1] ?? [];
  expect(raised).toMatchObject({ personId: ana, countyFips: '48201', isRemark: false });
  expect(raised).toMatchObject({ consulateCode: 'boise', text: 'AYUDA 77002' });
  const [, answered] = calls[2] ?? [];
  expect(answered).toMatchObject({ alertId: 'the-alert', personId: ana, phone: from });
});

test('the same message is the same press, whenever it is handed in', async () => {
  await send('AYUDA');
  await send('AYUDA');
  await send('AYUDA', 'SM2');
  const keys = calls
    .filter(([name]) => name === 'raiseAlertByText')
    .map(([, { idempotencyKey }]) => idempotencyKey);
  expect(keys[0]).toBe(keys[1]);
  expect(keys[2]).not.toBe(keys[0]);
});

test('while people is away the alert is raised all the same, and the provider comes again', async () => {
  answers.receiveText = away;
  expect(await send('AYUDA')).toEqual({ statusCode: 503, payload: '' });
  expect(names()).toEqual(['receiveText', 'raiseAlertByText']);
  expect(calls[1]?.[1]).toMatchObject({ personId: texterId(key, from) });
});

test('what was stored while people was away is found again by the number alone', async () => {
  const raise = answers.raiseAlertByText;
  answers.raiseAlertByText = () => {
    answers.raiseAlertByText = raise;
    return { __typename: 'IdempotencyMismatchError' };
  };
  expect((await send('AYUDA')).statusCode).toBe(204);
  const ids = calls
    .filter(([name]) => name === 'raiseAlertByText')
    .map(([, { personId }]) => personId);
  expect(ids).toEqual([ana, texterId(key, from)]);
});

test('what counts as stored under nobody known any more is taken, and not answered', async () => {
  answers.raiseAlertByText = () => ({ __typename: 'IdempotencyMismatchError' });
  expect((await send('AYUDA')).statusCode).toBe(204);
  expect(names()).not.toContain('answerText');
});

test('help is never taken for something that belongs to no alert', async () => {
  answers.raiseAlertByText = () => ({ __typename: 'NotFoundError' });
  expect((await send('AYUDA')).statusCode).toBe(503);
  expect(names()).not.toContain('answerText');
});

test('while alerts is away nothing is acknowledged', async () => {
  answers.raiseAlertByText = away;
  expect((await send('AYUDA')).statusCode).toBe(503);
  answers.raiseAlertByText = () => ({ __typename: 'InvalidInputError' });
  expect((await send('AYUDA')).statusCode).toBe(503);
});

test('from what is no number help is raised, and nothing is answered', async () => {
  answers.receiveText = () => ({ __typename: 'InvalidInputError' });
  expect((await send('AYUDA')).statusCode).toBe(204);
  expect(names()).toEqual(['receiveText', 'raiseAlertByText']);
});

test('STOP raises nothing, and is not acknowledged before it is done', async () => {
  expect((await send('STOP')).statusCode).toBe(204);
  expect(calls).toMatchObject([['receiveText', { kind: 'STOP' }]]);
  answers.receiveText = away;
  expect((await send('STOP')).statusCode).toBe(503);
});

test('anything else joins the open alert, or is answered with how to ask for help', async () => {
  await send('hay dos camionetas');
  expect(calls[1]?.[1]).toMatchObject({ isRemark: true, text: 'hay dos camionetas' });
  answers.raiseAlertByText = () => ({ __typename: 'NotFoundError' });
  calls = [];
  expect((await send('hola')).statusCode).toBe(204);
  expect(calls[2]).toMatchObject(['answerText', { alertId: null }]);
});

test('a forged message asks nobody, and is told nothing', async () => {
  expect(await send('AYUDA', 'SM1', randomBytes(32))).toEqual({ statusCode: 401, payload: '' });
  expect(await send('x'.repeat(20_000))).toEqual({ statusCode: 413, payload: '' });
  expect(calls).toEqual([]);
});
