import { describe, expect, test } from '@jest/globals';
import { InvalidInputError } from '@alert-button/platform/errors.ts';
import { parseChoice, parseOrder } from './channel-order.ts';
import { isSameAddress, maskAddress, parseAddress, type NewAddress } from './officer-channel.ts';

function pathsOf(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof InvalidInputError) return error.issues.map(({ path }) => path);
    throw error;
  }
  return [];
}

const base64url = (count: number) => Buffer.alloc(count, 7).toString('base64url');
const webPush = {
  endpoint: 'https://push.example.org/abc',
  p256dh: base64url(65),
  auth: base64url(16),
};
const webhook = { url: 'https://example.org/hook', secret: 's'.repeat(32) };

describe('an address', () => {
  test.each<[string, NewAddress, string]>([
    ['an e-mail address', { email: ' ana.lopez@gob.mx ' }, 'a•••@gob.mx'],
    ['a telephone number', { phone: '+52 (55) 1234-5678' }, '•••• 5678'],
    ['a former mobile number of Mexico', { phone: '+52 1 55 1234 5678' }, '•••• 5678'],
    ['a push subscription', { webPush }, 'push.example.org'],
    ['a webhook', { webhook }, 'example.org'],
  ])('may be %s, of which enough is shown to know it again', (_what, input, masked) => {
    expect(maskAddress(parseAddress(input))).toBe(masked);
  });

  test.each<[string, NewAddress, string]>([
    ['nothing', {}, 'input'],
    ['two at once', { email: 'a@gob.mx', phone: '+525512345678' }, 'input'],
    ['an e-mail address without a host', { email: 'ana' }, 'email'],
    ['one with a line break', { email: 'a@gob.mx\r\nbcc: b@gob.mx' }, 'email'],
    ['one that names two', { email: 'a@gob.mx,b@gob.mx' }, 'email'],
    ['a number without its country', { phone: '55 1234 5678' }, 'phone'],
    ['a number that is too long', { phone: '+5255123456789012' }, 'phone'],
    [
      'a push service without TLS',
      { webPush: { ...webPush, endpoint: 'http://a.org' } },
      'webPush.endpoint',
    ],
    ['a short key', { webPush: { ...webPush, p256dh: base64url(64) } }, 'webPush.p256dh'],
    ['a long secret', { webPush: { ...webPush, auth: base64url(17) } }, 'webPush.auth'],
    [
      'a webhook without TLS',
      { webhook: { ...webhook, url: 'http://example.org' } },
      'webhook.url',
    ],
    ['a webhook with a user', { webhook: { ...webhook, url: 'https://u:p@a.org' } }, 'webhook.url'],
    ['a webhook with a short secret', { webhook: { ...webhook, secret: 's' } }, 'webhook.secret'],
  ])('is not %s', (_what, input, path) => {
    expect(pathsOf(() => parseAddress(input))).toEqual([path]);
  });

  test('is the same where it reaches the same, whatever its keys', () => {
    const one = parseAddress({ webPush });
    const renewed = parseAddress({
      webPush: { ...webPush, auth: Buffer.alloc(16, 8).toString('base64url') },
    });
    expect(isSameAddress(one, renewed)).toBe(true);
    const [email, upper] = ['ana@gob.mx', 'ANA@gob.mx'].map((text) =>
      parseAddress({ email: text }),
    );
    if (email === undefined || upper === undefined) throw new Error('Both are addresses');
    expect(isSameAddress(email, upper)).toBe(true);
    expect(isSameAddress(one, email)).toBe(false);
  });
});

describe('an order', () => {
  const known = [{ id: 'a' }, { id: 'b' }];

  test('names each channel once', () => {
    expect(parseOrder(['B', 'a'], known)).toEqual(['b', 'a']);
    for (const ids of [['a'], ['a', 'a'], ['a', 'c'], ['a', 'b', 'b'], []]) {
      expect(pathsOf(() => parseOrder(ids, known))).toEqual(['channelIds']);
    }
  });

  test('for one shift may leave out some, or all', () => {
    expect(parseChoice(['B'], known)).toEqual(['b']);
    expect(parseChoice([], known)).toEqual([]);
    for (const ids of [['a', 'a'], ['c']]) {
      expect(pathsOf(() => parseChoice(ids, known))).toEqual(['channelIds']);
    }
  });
});
