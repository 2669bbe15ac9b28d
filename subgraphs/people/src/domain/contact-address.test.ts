import { expect, test } from '@jest/globals';
import type { InputIssue } from '@alert-button/platform/errors.ts';
import { maskEmail, orderChannels, readEmail, readPush } from './contact-address.ts';

const p256dh = `B${'A'.repeat(86)}`;
const auth = 'a'.repeat(22);
const endpoint = 'https://push.example.org/send/abc';

test.each([
  ['Ana.Maria+sos@Example.org', 'ana.maria+sos@example.org'],
  ['a@b.mx', 'a@b.mx'],
])('%s is the address %s', (typed, email) => expect(readEmail(typed)).toBe(email));

test.each([
  'ana',
  'ana@',
  '@example.org',
  'ana@example',
  'ana@-example.org',
  'ana@example.org, luis@example.org',
  'Ana <ana@example.org>',
  'ana@example.org\r\nBcc: luis@example.org',
  'ana..maria@example.org',
  `${'a'.repeat(250)}@example.org`,
  'a'.repeat(1024 * 1024),
])('what is no single address is none', (typed) => expect(readEmail(typed)).toBeNull());

test('an address is shown by its first letter and domain', () => {
  expect(maskEmail('ana@example.org')).toBe('a•••@example.org');
});

test('a subscription goes by https, without credentials, with keys of their lengths', () => {
  const issuesOf = (changes: object) => {
    const issues: InputIssue[] = [];
    readPush({ endpoint, p256dh, auth, ...changes }, issues);
    return issues.map(({ path }) => path);
  };
  expect(issuesOf({})).toEqual([]);
  for (const wrong of ['http://push.example.org/a', 'https://a:b@push.example.org', 'x', '']) {
    expect(issuesOf({ endpoint: wrong })).toEqual(['push.endpoint']);
  }
  expect(issuesOf({ endpoint: `${endpoint}${'x'.repeat(1000)}` })).toEqual(['push.endpoint']);
  expect(issuesOf({ p256dh: 'A'.repeat(87), auth: 'b' })).toEqual(['push.p256dh', 'push.auth']);
});

test('channels that are not named come after those that are', () => {
  expect(orderChannels([])).toEqual(['WEB_PUSH', 'SMS', 'EMAIL']);
  expect(orderChannels(['EMAIL'])).toEqual(['EMAIL', 'WEB_PUSH', 'SMS']);
});
