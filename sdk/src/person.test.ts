import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { InvalidInputError } from './_generated/errors.ts';
import { enrol, type DeviceIdentity, type DeviceStore, type EnrolOptions } from './person.ts';
import { startTestService, until, type Answer, type TestService } from './testing/test-service.ts';

let service: TestService;
/** Answers to `raiseAlert`; the last one stays. */
let presses: Answer[];
let daysLeft: number;

beforeEach(async () => {
  service = await startTestService();
  presses = [stored];
  daysLeft = 365;
  service.answer = ({ operationName }) => {
    if (operationName === 'EnrolPerson') return enrolled();
    return presses.length > 1 ? (presses.shift() ?? stored) : (presses[0] ?? stored);
  };
});

afterEach(async () => service[Symbol.asyncDispose]());

const stored: Answer = {
  body: { data: { raiseAlert: { __typename: 'RaiseAlertSuccess', alert: { id: 'a-1' } } } },
};
const refused = (result: Record<string, unknown>): Answer => ({
  body: { data: { raiseAlert: { message: 'No.', ...result } } },
});
const enrolled = (): Answer => {
  const certificateExpiresAt = new Date(Date.now() + daysLeft * 86_400_000).toISOString();
  const person = { id: 'p-1' };
  const success = { __typename: 'EnrolPersonSuccess', certificate: 'c', certificateExpiresAt };
  return { body: { data: { enrolPerson: { ...success, person } } } };
};

const sentTo = (name: string) =>
  service.requests.filter(({ operationName }) => operationName === name);
const inputs = () =>
  sentTo('RaiseAlert').map(({ variables }) => variables['input'] as Record<string, unknown>);

function enrolDevice(options: Partial<EnrolOptions> = {}) {
  const backoff = { firstMilliseconds: 5, capMilliseconds: 20 };
  return enrol({ url: service.url, backoff, ...options });
}

function memoryStore(): DeviceStore & { identity: DeviceIdentity | undefined } {
  const store = {
    identity: undefined as DeviceIdentity | undefined,
    load: () => Promise.resolve(store.identity),
    save: (identity: DeviceIdentity) => {
      store.identity = structuredClone(identity);
      return Promise.resolve();
    },
  };
  return store;
}

const decode = (part: string | undefined) =>
  JSON.parse(Buffer.from(part ?? '', 'base64url').toString()) as Record<string, unknown>;

async function verify(jws: string, key: CryptoKey) {
  const [header, payload, signature] = jws.split('.');
  const isValid = await crypto.subtle.verify(
    { name: 'ECDSA', hash: 'SHA-256' },
    key,
    Buffer.from(signature ?? '', 'base64url'),
    Buffer.from(`${header}.${payload}`),
  );
  return { isValid, header: decode(header), payload: decode(payload) };
}

test('enrolment sends the public key and a proof of the private one, which cannot be read', async () => {
  const store = memoryStore();
  const person = await enrolDevice({ store, homeConsulate: 'raleigh', languages: ['es-MX'] });
  expect(person.personId).toBe('p-1');
  const { keys } = store.identity as DeviceIdentity;
  expect(keys.privateKey.extractable).toBe(false);
  const input = sentTo('EnrolPerson')[0]?.variables['input'] as Record<string, string>;
  expect(input).toMatchObject({ homeConsulate: 'raleigh', languages: ['es-MX'] });
  const { x, y } = await crypto.subtle.exportKey('jwk', keys.publicKey);
  expect(input['publicKey']).toEqual({ x, y });
  const proof = await verify(input['proof'] ?? '', keys.publicKey);
  expect(proof.isValid).toBe(true);
  expect(proof.header).toEqual({ alg: 'ES256', typ: 'device-proof+jwt' });
  expect(proof.payload).toMatchObject({ aud: 'alert-button' });
});

test('each request of a person carries its own short-lived token with the certificate', async () => {
  const store = memoryStore();
  const person = await enrolDevice({ store });
  await person.press();
  await person.press();
  const tokens = sentTo('RaiseAlert').map(({ authorization }) => authorization?.slice(7) ?? '');
  const { keys } = store.identity as DeviceIdentity;
  const [first, second] = await Promise.all(tokens.map((token) => verify(token, keys.publicKey)));
  expect(first?.isValid).toBe(true);
  expect(first?.header).toEqual({ alg: 'ES256', typ: 'device-token+jwt' });
  const { iat, exp, jti, certificate } = first?.payload ?? {};
  expect(certificate).toBe('c');
  expect(Number(exp) - Number(iat)).toBe(60);
  expect(second?.payload['jti']).not.toBe(jti);
});

test('a stored device stays the same person and needs no network', async () => {
  const store = memoryStore();
  await enrolDevice({ store });
  const again = await enrolDevice({ store });
  expect(again.personId).toBe('p-1');
  expect(sentTo('EnrolPerson')).toHaveLength(1);
});

test('an enrolment whose answer is lost goes on with the same key', async () => {
  const store = memoryStore();
  const { answer } = service;
  service.answer = () => ({});
  await expect(enrolDevice({ store })).rejects.toMatchObject({ isRetryable: true });
  service.answer = answer;
  await enrolDevice({ store });
  const keys = sentTo('EnrolPerson').map(
    ({ variables }) => (variables['input'] as { publicKey: unknown }).publicKey,
  );
  expect(keys[0]).toEqual(keys[1]);
});

test('a proof made by a wrong clock is made anew by the clock of the answer', async () => {
  const ahead = 86_400_000;
  service.answer = ({ variables }) => {
    const { proof } = variables['input'] as { proof: string };
    const { iat } = decode(proof.split('.')[1]) as { iat: number };
    const headers = { date: new Date(Date.now() + ahead).toUTCString() };
    if (Math.abs(iat * 1000 - Date.now() - ahead) < 5000) return { headers, ...enrolled() };
    const issues = [{ path: 'proof', message: 'must have been made within the last 60 seconds' }];
    const result = { __typename: 'InvalidInputError', message: 'No.', issues };
    return { headers, body: { data: { enrolPerson: result } } };
  };
  expect((await enrolDevice()).personId).toBe('p-1');
  expect(sentTo('EnrolPerson')).toHaveLength(2);
});

test('a certificate that ends soon is renewed, or used on while the service is away', async () => {
  const store = memoryStore();
  daysLeft = 10;
  await enrolDevice({ store });
  service.answer = () => ({ status: 503, body: '' });
  expect((await enrolDevice({ store })).personId).toBe('p-1');
  expect(sentTo('EnrolPerson').length).toBeGreaterThan(1);
});

test('a press is signed, and sent with one key until it is stored', async () => {
  const store = memoryStore();
  const person = await enrolDevice({ store });
  presses = [
    {},
    { status: 503, body: '' },
    { status: 404, body: 'a proxy' },
    { body: { errors: [{ message: 'down', extensions: { code: 'DOWNSTREAM_SERVICE_ERROR' } }] } },
    stored,
  ];
  const position = { latitude: 31.76, longitude: -106.49, accuracyMeters: 20 };
  const retries: number[] = [];
  const alert = await person.press({ position, onRetry: (_error, count) => retries.push(count) });
  expect(alert.id).toBe('a-1');
  expect(retries).toEqual([1, 2, 3, 4]);
  expect(new Set(inputs().map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
  const input = inputs()[0] as Record<string, string>;
  expect(input['position']).toEqual(position);
  const { keys } = store.identity as DeviceIdentity;
  const { isValid, header, payload } = await verify(input['signature'] ?? '', keys.publicKey);
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', keys.publicKey);
  expect(isValid).toBe(true);
  expect(header).toEqual({ alg: 'ES256', typ: 'press+jwt', jwk: { kty, crv, x, y } });
  const { idempotencyKey, occurredAt } = input;
  expect(payload).toMatchObject({ idempotencyKey, occurredAt, iat: expect.any(Number) });
});

test('presses arrive in their order, each with the moment it was made', async () => {
  const person = await enrolDevice();
  presses = [{}, {}, stored];
  const moments = [1, 2, 3].map((day) => new Date(Date.UTC(2026, 0, day)));
  await Promise.all(moments.map((occurredAt) => person.press({ occurredAt })));
  const arrived = inputs()
    .slice(2)
    .map(({ occurredAt }) => occurredAt);
  expect(arrived).toEqual(moments.map((moment) => moment.toISOString()));
});

test.each([Number.NaN, 91, Number.POSITIVE_INFINITY])(
  'latitude %p does not cost a press',
  async (latitude) => {
    const person = await enrolDevice();
    await person.press({ position: { latitude, longitude: 0 } });
    expect(inputs()[0]?.['position']).toBeUndefined();
  },
);

test('what the service finds wrong is left out, under the same key', async () => {
  const person = await enrolDevice();
  const issues = [{ path: 'occurredAt', message: 'is not a plausible time' }];
  presses = [refused({ __typename: 'InvalidInputError', issues }), stored];
  await person.press({ position: { latitude: 1, longitude: 2 } });
  const [first, second] = inputs();
  expect(second).not.toHaveProperty('occurredAt');
  expect(second).toEqual({ ...second, idempotencyKey: first?.['idempotencyKey'] });
  expect(second?.['position']).toEqual({ latitude: 1, longitude: 2 });
});

test('a key that means another press is replaced', async () => {
  const person = await enrolDevice();
  presses = [refused({ __typename: 'IdempotencyMismatchError' }), stored];
  await person.press();
  const [first, second] = inputs();
  expect(second?.['idempotencyKey']).not.toBe(first?.['idempotencyKey']);
  expect(second?.['signature']).not.toBe(first?.['signature']);
});

test('a press that can never be accepted rejects, and the next one is sent', async () => {
  const person = await enrolDevice();
  const issues = [{ path: 'idempotencyKey', message: 'must be a UUID' }];
  presses = [refused({ __typename: 'InvalidInputError', issues }), stored];
  const first = person.press({ idempotencyKey: 'nonsense' });
  const second = person.press();
  await expect(first).rejects.toThrow(InvalidInputError);
  expect((await second).id).toBe('a-1');
});

test('aborting gives up a press', async () => {
  const person = await enrolDevice();
  presses = [{ status: 503, headers: { 'retry-after': '60' }, body: '' }];
  const stop = new AbortController();
  const press = person.press({ signal: stop.signal });
  await until(() => inputs().length === 1);
  stop.abort(new Error('enough'));
  await expect(press).rejects.toThrow('enough');
});
