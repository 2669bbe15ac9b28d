import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { InvalidInputError } from './_generated/errors.ts';
import { publicKeyOf } from './jws.ts';
import { enrol, type DeviceIdentity, type DeviceStore } from './person.ts';
import {
  startTestService,
  type Answer,
  type ReceivedRequest,
  type TestService,
} from './testing/test-service.ts';

/*
 * A device changes its key, and however the answers are lost it stays the person's. The service
 * here keeps what the real one keeps: which keys are whose, and which are shut out.
 */

let service: TestService;
/** Public halves → persons; null is revoked. */
let known: Map<string, string | null>;
/** How many answers to a rotation are lost, after or before it was done. */
let lost: { answers: number; requests: number };

beforeEach(async () => {
  service = await startTestService();
  known = new Map();
  lost = { answers: 0, requests: 0 };
  service.answer = (request) => {
    if (request.operationName === 'EnrolPerson') return enrolled(request);
    if (asker(request) === null) return unauthenticated;
    return request.operationName === 'RotateDeviceKey' ? rotated(request) : stored;
  };
});

afterEach(async () => service[Symbol.asyncDispose]());

const unauthenticated: Answer = {
  status: 401,
  body: { errors: [{ message: 'No.', extensions: { code: 'UNAUTHENTICATED' } }] },
};
const stored: Answer = {
  body: { data: { raiseAlert: { __typename: 'RaiseAlertSuccess', alert: { id: 'a-1' } } } },
};
const refusal = (path: string) => ({
  __typename: 'InvalidInputError',
  message: 'No.',
  issues: [{ path, message: 'must be another' }],
});
const certified = (typename: string, x: string, id: string) => ({
  __typename: typename,
  // It names its key, so that a token tells whose it is.
  certificate: x,
  certificateExpiresAt: '2099-01-01T00:00:00Z',
  person: { id },
});

const keyIn = ({ variables }: ReceivedRequest) =>
  (variables['input'] as { publicKey: { x: string } }).publicKey.x;

function asker({ authorization = '' }: ReceivedRequest): string | null {
  const claims = Buffer.from(authorization.split('.')[1] ?? '', 'base64url').toString();
  const { certificate } = JSON.parse(claims) as { certificate: string };
  return known.get(certificate) ?? null;
}

function enrolled(request: ReceivedRequest): Answer {
  const x = keyIn(request);
  const person = known.has(x) ? known.get(x) : `p-${known.size + 1}`;
  if (person === null || person === undefined) {
    return { body: { data: { enrolPerson: refusal('publicKey') } } };
  }
  known.set(x, person);
  return { body: { data: { enrolPerson: certified('EnrolPersonSuccess', x, person) } } };
}

function rotated(request: ReceivedRequest): Answer {
  if (lost.requests-- > 0) return {};
  const x = keyIn(request);
  const person = asker(request) ?? '';
  if (known.has(x)) return { body: { data: { rotateDeviceKey: refusal('publicKey') } } };
  for (const [old, owner] of known) if (owner === person) known.set(old, null);
  known.set(x, person);
  if (lost.answers-- > 0) return {};
  return { body: { data: { rotateDeviceKey: certified('RotateDeviceKeySuccess', x, person) } } };
}

function memoryStore() {
  let identity: DeviceIdentity | undefined;
  const store: DeviceStore = {
    load: async () => identity,
    save: async (made) => void (identity = structuredClone(made)),
  };
  const keptKey = async () => identity && (await publicKeyOf(identity.keys)).x;
  return { store, keptKey };
}

function enrolDevice(store: DeviceStore) {
  const backoff = { firstMilliseconds: 1, capMilliseconds: 2 };
  return enrol({ url: service.url, backoff, store });
}

const goodKeys = () => [...known].filter(([, person]) => person === 'p-1').map(([x]) => x);

test('the new key is the person’s, is kept, and signs and asks from then on', async () => {
  const { store, keptKey } = memoryStore();
  const person = await enrolDevice(store);
  const before = await keptKey();
  await person.rotateDeviceKey();
  expect(await keptKey()).not.toBe(before);
  expect(goodKeys()).toEqual([await keptKey()]);
  await person.press();
  expect(asker(service.requests.at(-1) as ReceivedRequest)).toBe('p-1');
  const again = await enrolDevice(store);
  expect((await again.press()).id).toBe('a-1');
  expect(again.personId).toBe('p-1');
});

test('a lost answer is asked for again, and the key is found to be the person’s', async () => {
  const { store, keptKey } = memoryStore();
  const person = await enrolDevice(store);
  lost.answers = 1;
  await person.rotateDeviceKey();
  expect(goodKeys()).toEqual([await keptKey()]);
  expect((await person.press()).id).toBe('a-1');
});

test('a program that ended before the answer came goes on as the same person', async () => {
  const { store, keptKey } = memoryStore();
  const person = await enrolDevice(store);
  const { answer } = service;
  lost.answers = 1;
  service.answer = (request, count) =>
    known.size > 1 ? { status: 503, body: '' } : answer(request, count);
  await expect(person.rotateDeviceKey()).rejects.toMatchObject({ isRetryable: true });
  service.answer = answer;
  const again = await enrolDevice(store);
  expect((await again.press()).id).toBe('a-1');
  expect(again.personId).toBe('p-1');
  expect(goodKeys()).toEqual([await keptKey()]);
});

test('so does one that has news to tell when it starts again', async () => {
  const { store, keptKey } = memoryStore();
  const person = await enrolDevice(store);
  const { answer } = service;
  lost.answers = 1;
  service.answer = (request, count) =>
    known.size > 1 ? { status: 503, body: '' } : answer(request, count);
  await expect(person.rotateDeviceKey()).rejects.toMatchObject({ isRetryable: true });
  service.answer = answer;
  const again = await enrol({ url: service.url, store, homeConsulate: 'raleigh' });
  expect(again.personId).toBe('p-1');
  expect(goodKeys()).toEqual([await keptKey()]);
});

test('a press right after a rotation whose answer was lost is not lost', async () => {
  const person = await enrolDevice(memoryStore().store);
  const { answer } = service;
  lost.answers = 1;
  service.answer = (request, count) =>
    known.size > 1 ? { status: 503, body: '' } : answer(request, count);
  await expect(person.rotateDeviceKey()).rejects.toMatchObject({ isRetryable: true });
  service.answer = answer;
  expect((await person.press()).id).toBe('a-1');
});

test('a rotation that never arrived leaves the old key good, and the next one uses the same new key', async () => {
  const { store, keptKey } = memoryStore();
  const person = await enrolDevice(store);
  const before = await keptKey();
  lost.requests = 4;
  await expect(person.rotateDeviceKey()).rejects.toMatchObject({ isRetryable: true });
  expect((await person.press()).id).toBe('a-1');
  expect((await (await enrolDevice(store)).press()).id).toBe('a-1');
  expect(goodKeys()).toEqual([before]);
  await person.rotateDeviceKey();
  const asked = service.requests.filter(({ operationName }) => operationName === 'RotateDeviceKey');
  expect(new Set(asked.map(keyIn))).toEqual(new Set([await keptKey()]));
});

test('two rotations at once are one', async () => {
  const person = await enrolDevice(memoryStore().store);
  await Promise.all([person.rotateDeviceKey(), person.rotateDeviceKey()]);
  expect(known.size).toBe(2);
});

test('a refusal is thrown, and the device goes on with its key', async () => {
  const person = await enrolDevice(memoryStore().store);
  const { answer } = service;
  service.answer = (request, count) =>
    request.operationName === 'RotateDeviceKey'
      ? { body: { data: { rotateDeviceKey: refusal('proof') } } }
      : answer(request, count);
  await expect(person.rotateDeviceKey()).rejects.toThrow(InvalidInputError);
  expect((await person.press()).id).toBe('a-1');
});
