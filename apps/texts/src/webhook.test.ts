import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { isSigned, readIncomingText, signatureOf, windowSeconds } from './webhook.ts';

const key = (id: string) => ({ id, secret: randomBytes(32) });
const [old, current, strange] = [key('old'), key('current'), key('strange')];
const now = new Date('2026-11-28T12:00:00Z');
const body = Buffer.from('{"id":"SM1","from":"+12815550100","text":"AYUDA"}');

function headers(by = current, { id = 'SM1', offset = 0 } = {}) {
  const timestamp = String(Math.floor(now.getTime() / 1000) + offset);
  const signature = `v1,${signatureOf(by.secret, id, timestamp, body).toString('base64')}`;
  return { id, timestamp, signature };
}
const accepts = (given: ReturnType<typeof headers>, of = body, keys = [current, old]) =>
  isSigned(keys, given, of, now);

describe('a message is taken', () => {
  test('signed under any of the keys, so that they can be changed', () => {
    expect([headers(current), headers(old)].map((given) => accepts(given))).toEqual([true, true]);
  });

  test('with several signatures, one of which fits', () => {
    const { signature, ...rest } = headers();
    expect(accepts({ ...rest, signature: `v2,x v1,AAAA ${signature}` })).toBe(true);
  });

  test.each([-windowSeconds, windowSeconds])('with a time %i seconds away', (offset) => {
    expect(accepts(headers(current, { offset }))).toBe(true);
  });
});

describe('a message is refused', () => {
  test.each([-windowSeconds - 1, windowSeconds + 1])('with a time %i seconds away', (offset) => {
    expect(accepts(headers(current, { offset }))).toBe(false);
  });

  test('signed under a key that is not known', () => {
    expect(accepts(headers(strange))).toBe(false);
  });

  test.each([
    ['another body', headers(), Buffer.from(body.toString().replace('AYUDA', 'STOP'))],
    ['another id', { ...headers(), id: 'SM2' }, body],
    ['another time', { ...headers(), timestamp: String(now.getTime() / 1000 + 1) }, body],
    ['a time that is none', { ...headers(), timestamp: 'now' }, body],
    ['no signature', { ...headers(), signature: '' }, body],
    ['a signature of no version', { ...headers(), signature: headers().signature.slice(3) }, body],
    ['half a signature', { ...headers(), signature: headers().signature.slice(0, 20) }, body],
  ])('with %s', (_what, given, of) => {
    expect(accepts(given, of)).toBe(false);
  });

  test('where there is no key', () => {
    expect(accepts(headers(), body, [])).toBe(false);
  });
});

test('a body is read, and what is not known in it left alone', () => {
  const text = { id: 'SM1', from: ' +12815550100 ', text: 'AYUDA', media: [] };
  expect(readIncomingText(Buffer.from(JSON.stringify(text)))).toEqual({
    id: 'SM1',
    from: '+12815550100',
    text: 'AYUDA',
  });
});

test('a long message is cut, not refused', () => {
  const text = { id: 'SM1', from: '+12815550100', text: `AYUDA ${'x'.repeat(5000)}` };
  expect(readIncomingText(Buffer.from(JSON.stringify(text)))?.text).toHaveLength(2000);
});

test.each(['', '[]', 'null', '{}', '{"id":"a","from":"b"}', '{"id":1,"from":"b","text":"c"}'])(
  '%p is no message',
  (json) => {
    expect(readIncomingText(Buffer.from(json))).toBeNull();
  },
);
