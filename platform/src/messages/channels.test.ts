import { createHmac, randomUUID } from 'node:crypto';
import { isIP, type LookupFunction } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import webPush from 'web-push';
import { startHttpPeer } from '../testing/peers/http-peer.ts';
import { startPushPeer } from '../testing/peers/push-peer.ts';
import { startSmscPeer } from '../testing/peers/smsc-peer.ts';
import { startSmtpPeer } from '../testing/peers/smtp-peer.ts';
import { until } from '../testing/until.ts';
import type { Address, Channel, Delivery, OutgoingMessage } from './channel.ts';
import { createEmailChannel } from './email.ts';
import { strangers } from './post.ts';
import { createSmsOverHttp } from './sms-over-http.ts';
import { createSmsOverSmpp } from './sms-over-smpp.ts';
import { createWebPushChannel } from './web-push.ts';
import { createWebhookChannel } from './webhook.ts';

/* One suite for all channels, each with a real provider of its kind on this machine. */

let closing: AsyncDisposableStack;
beforeEach(() => {
  closing = new AsyncDisposableStack();
});
afterEach(() => closing.disposeAsync());

const message: OutgoingMessage = {
  id: randomUUID(),
  language: 'es',
  subject: 'Aviso',
  text: 'Hay un aviso para usted.',
  link: 'https://links.example.test/f/token',
};

interface Provider {
  readonly address: Address;
  readonly channel: Channel;
  /** What has arrived there, as somebody would read it. */
  readonly arrived: () => readonly string[];
  readonly behave: (conduct: Conduct) => void;
}

type Conduct = 'TAKE' | 'REFUSE' | 'FAIL' | 'HANG' | 'CUT_OFF' | 'LIE';

const httpConducts = {
  TAKE: { status: 201 },
  REFUSE: { status: 404 },
  FAIL: { status: 503, headers: { 'retry-after': '7' } },
  HANG: 'HANG',
  CUT_OFF: 'CUT_OFF',
  LIE: 'LIE',
} as const;

const vapid = { subject: 'mailto:alerts@example.test', ...webPush.generateVAPIDKeys() };

const providers: Readonly<Record<string, () => Promise<Provider>>> = {
  async 'e-mail'() {
    const peer = closing.use(await startSmtpPeer());
    const settings = { url: peer.url, from: 'alerts@example.test', allowsPlain: true };
    const conducts = {
      TAKE: 'TAKE',
      REFUSE: 'NO_SUCH_MAILBOX',
      FAIL: 'TRY_LATER',
      HANG: 'HANG',
      CUT_OFF: 'CUT_OFF',
      LIE: 'LIE',
    } as const;
    return {
      address: { kind: 'EMAIL', email: 'ana@example.test' },
      channel: closing.use(createEmailChannel(settings)),
      arrived: () => peer.mails.map(({ raw }) => raw),
      behave: (conduct) => (peer.conduct = conducts[conduct]),
    };
  },
  async 'web push'() {
    const peer = closing.use(await startPushPeer());
    return {
      address: peer.address,
      channel: createWebPushChannel(vapid, strangers(true)),
      arrived: () => peer.posts.map(({ body }) => JSON.stringify(peer.read(body))),
      behave: (conduct) => (peer.conduct = httpConducts[conduct]),
    };
  },
  async 'SMS over HTTP'() {
    const peer = closing.use(await startHttpPeer());
    return {
      address: { kind: 'SMS', phone: '+15555550123' },
      channel: createSmsOverHttp({ url: peer.url, token: 'token', from: '12345' }),
      arrived: () => peer.posts.map(({ body }) => body.toString()),
      behave: (conduct) => (peer.conduct = httpConducts[conduct]),
    };
  },
  async 'SMS over SMPP'() {
    const peer = closing.use(await startSmscPeer());
    const conducts = {
      TAKE: 'TAKE',
      REFUSE: 'NO_SUCH_NUMBER',
      FAIL: 'THROTTLE',
      HANG: 'HANG',
      CUT_OFF: 'CUT_OFF',
      LIE: 'LIE',
    } as const;
    return {
      address: { kind: 'SMS', phone: '+15555550123' },
      channel: closing.use(createSmsOverSmpp({ url: peer.url, from: '12345' })),
      arrived: () => peer.texts.map(({ text }) => text),
      behave: (conduct) => (peer.conduct = conducts[conduct]),
    };
  },
  async 'a webhook'() {
    const peer = closing.use(await startHttpPeer());
    return {
      address: { kind: 'WEBHOOK', url: peer.url, secret: 'shared' },
      channel: createWebhookChannel(strangers(true)),
      arrived: () => peer.posts.map(({ body }) => body.toString()),
      behave: (conduct) => (peer.conduct = httpConducts[conduct]),
    };
  },
};

const send = (
  { channel, address }: Pick<Provider, 'channel' | 'address'>,
  signal: AbortSignal = AbortSignal.timeout(15_000),
): Promise<Delivery> =>
  (channel.send as (...all: [Address, OutgoingMessage, AbortSignal]) => Promise<Delivery>)(
    address,
    message,
    signal,
  );

describe.each(Object.entries(providers))('%s', (_name, start) => {
  test('that is taken has arrived, words and link', async () => {
    const provider = await start();
    expect(await send(provider)).toEqual({ kind: 'ACCEPTED' });
    const [text = ''] = provider.arrived();
    expect(text).toContain(message.text);
    expect(text).toContain(message.link);
  });

  test('that this address will never take is refused, with a code and nothing else', async () => {
    const provider = await start();
    provider.behave('REFUSE');
    const delivery = await send(provider);
    expect(delivery).toEqual({ kind: 'REFUSED', reason: expect.stringMatching(/^[A-Z]+_\d+$/) });
  });

  test('that the provider cannot take now has failed, and is taken when it can', async () => {
    const provider = await start();
    provider.behave('FAIL');
    expect(await send(provider)).toMatchObject({ kind: 'FAILED' });
    provider.behave('TAKE');
    expect(await send(provider)).toEqual({ kind: 'ACCEPTED' });
  });

  test('that is cut off in the middle has failed, and the next one goes', async () => {
    const provider = await start();
    provider.behave('CUT_OFF');
    expect(await send(provider)).toMatchObject({ kind: 'FAILED' });
    provider.behave('TAKE');
    expect(await send(provider)).toEqual({ kind: 'ACCEPTED' });
  });

  test('to a provider that answers nonsense has failed, and the next one goes', async () => {
    const provider = await start();
    provider.behave('LIE');
    // Many at once: where connections are kept, some hear it in the middle of another command.
    const deliveries = await Promise.all(Array.from({ length: 8 }, () => send(provider)));
    expect(deliveries.filter(({ kind }) => kind !== 'FAILED')).toEqual([]);
    provider.behave('TAKE');
    expect(await send(provider)).toEqual({ kind: 'ACCEPTED' });
  });

  test('to a provider that hangs ends when it is told to, and is not sent after that', async () => {
    const provider = await start();
    provider.behave('HANG');
    const ending = new AbortController();
    const sending = send(provider, ending.signal);
    setImmediate(() => ending.abort());
    expect(await sending).toEqual({ kind: 'FAILED', reason: 'TIMEOUT' });
    provider.behave('TAKE');
    expect(await send(provider)).toEqual({ kind: 'ACCEPTED' });
    expect(provider.arrived()).toHaveLength(1);
  });

  test('to a provider that is not there has failed', async () => {
    const provider = await start();
    await closing.disposeAsync();
    closing = new AsyncDisposableStack();
    expect(await send(provider)).toMatchObject({ kind: 'FAILED' });
  });
});

describe('a provider over HTTP', () => {
  test('that says when to come back is believed', async () => {
    const peer = closing.use(await startHttpPeer());
    const channel = createSmsOverHttp({ url: peer.url, token: 'token', from: '1' });
    peer.conduct = { status: 429, headers: { 'retry-after': '90' } };
    const delivery = await send({ channel, address: { kind: 'SMS', phone: '+15555550123' } });
    expect(delivery).toEqual({ kind: 'FAILED', reason: 'HTTP_429', retryAfterSeconds: 90 });
  });

  test('that answers without end is not listened to for long', async () => {
    const peer = closing.use(await startHttpPeer());
    peer.conduct = 'ENDLESS';
    const channel = createWebhookChannel(strangers(true));
    const address = { kind: 'WEBHOOK', url: peer.url, secret: 's' } as const;
    expect(await send({ channel, address })).toEqual({ kind: 'ACCEPTED' });
  });

  test('that answers a byte at a time is given up when it is told to (A26)', async () => {
    const peer = closing.use(await startHttpPeer());
    peer.conduct = 'DRIP';
    const channel = createWebhookChannel(strangers(true));
    const address = { kind: 'WEBHOOK', url: peer.url, secret: 's' } as const;
    const ending = new AbortController();
    const sending = send({ channel, address }, ending.signal);
    await until(() => peer.posts.length > 0, 'it has arrived');
    ending.abort();
    expect(await sending).toEqual({ kind: 'FAILED', reason: 'TIMEOUT' });
  });

  test('that redirects is not followed (A26)', async () => {
    const elsewhere = closing.use(await startHttpPeer());
    const peer = closing.use(await startHttpPeer());
    peer.conduct = { status: 302, headers: { location: elsewhere.url } };
    const channel = createWebhookChannel(strangers(true));
    const address = { kind: 'WEBHOOK', url: peer.url, secret: 's' } as const;
    expect(await send({ channel, address })).toMatchObject({ kind: 'FAILED', reason: 'HTTP_302' });
    expect(elsewhere.posts).toEqual([]);
  });

  test.each([
    ['as it is', 'shared', Buffer.from('shared')],
    ['in base64', `whsec_${Buffer.alloc(24, 9).toString('base64')}`, Buffer.alloc(24, 9)],
  ])(
    'can tell by its signature that a webhook is ours, by a secret %s',
    async (_how, secret, key) => {
      const peer = closing.use(await startHttpPeer());
      const channel = createWebhookChannel(strangers(true));
      await send({ channel, address: { kind: 'WEBHOOK', url: peer.url, secret } });
      const [received] = peer.posts;
      if (received === undefined) throw new Error('Nothing has arrived');
      const { headers, body } = received;
      const signed = `${message.id}.${String(headers['webhook-timestamp'])}.${body.toString()}`;
      const signature = createHmac('sha256', key).update(signed).digest('base64');
      expect(headers['webhook-id']).toBe(message.id);
      expect(headers['webhook-signature']).toBe(`v1,${signature}`);
    },
  );
});

describe('an e-mail', () => {
  test('does not leave in clear when the server has no TLS', async () => {
    const peer = closing.use(await startSmtpPeer());
    const settings = { url: peer.url, from: 'alerts@example.test', allowsPlain: false };
    const channel = closing.use(createEmailChannel(settings));
    const delivery = await send({ channel, address: { kind: 'EMAIL', email: 'ana@example.test' } });
    expect(delivery).toMatchObject({ kind: 'FAILED' });
    expect(peer.mails).toEqual([]);
  });

  test('says what is for e-mail alone, under the same Message-ID at every attempt', async () => {
    const peer = closing.use(await startSmtpPeer());
    const settings = { url: peer.url, from: 'alerts@example.test', allowsPlain: true };
    const channel = closing.use(createEmailChannel(settings));
    const words = { ...message, emailText: 'Llama a la abogada.' };
    const to = { kind: 'EMAIL', email: 'ana@example.test' } as const;
    for (const signal of [1, 2].map(() => AbortSignal.timeout(15_000))) {
      expect(await channel.send(to, words, signal)).toEqual({ kind: 'ACCEPTED' });
    }
    for (const { raw } of peer.mails) {
      expect(raw).toContain('Llama a la abogada.');
      expect(raw).not.toContain(message.text);
      expect(raw).toContain(`Message-ID: <${message.id}@example.test>`);
    }
    expect(peer.mails).toHaveLength(2);
  });
});

describe('a text message over SMPP', () => {
  const phone = { kind: 'SMS', phone: '+15555550123' } as const;
  const gsm7 = 0;
  const ucs2 = 8;

  test.each([
    ['in the GSM alphabet', '¿Señal? Hay un aviso €', gsm7],
    ['in UCS-2 otherwise, which is not Latin-1', 'Está detenida', ucs2],
    ['of several segments', 'ñ'.repeat(200), gsm7],
    ['of several segments, in UCS-2', 'á'.repeat(100), ucs2],
  ])('arrives %s', async (_how, text, dataCoding) => {
    const peer = closing.use(await startSmscPeer());
    const channel = closing.use(createSmsOverSmpp({ url: peer.url, from: 'Aviso' }));
    const signal = AbortSignal.timeout(15_000);
    const delivery = await channel.send(phone, { ...message, text, link: null }, signal);
    expect(delivery).toEqual({ kind: 'ACCEPTED' });
    expect(peer.texts).toEqual([{ to: '15555550123', text, dataCoding }]);
  });

  test('leaves a line that is open and dead', async () => {
    const peer = closing.use(await startSmscPeer());
    const channel = closing.use(createSmsOverSmpp({ url: peer.url, from: '12345' }));
    const provider = { channel, address: phone };
    expect(await send(provider)).toEqual({ kind: 'ACCEPTED' });
    for (const session of peer.sessions) session.pause();
    const ending = new AbortController();
    const sending = send(provider, ending.signal);
    setImmediate(() => ending.abort());
    expect(await sending).toEqual({ kind: 'FAILED', reason: 'TIMEOUT' });
    expect(await send(provider)).toEqual({ kind: 'ACCEPTED' });
  });

  test('goes on one line, and on a new one once a centre has said goodbye', async () => {
    const peer = closing.use(await startSmscPeer());
    const channel = closing.use(createSmsOverSmpp({ url: peer.url, from: '12345' }));
    const provider = { channel, address: phone };
    await Promise.all([send(provider), send(provider), send(provider)]);
    expect(peer.sessions.size).toBe(1);
    for (const session of peer.sessions) session.unbind();
    await until(() => peer.sessions.size === 0, 'the line is closed');
    expect(await send(provider)).toEqual({ kind: 'ACCEPTED' });
  });
});

describe('an address that a stranger gave', () => {
  // Everything of attack A26 that names a place.
  test.each([
    'https://127.0.0.1/',
    'https://localhost/',
    'https://[::1]/',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://0.0.0.0/',
    'https://0177.0.0.1/',
    'https://[::]/',
    'https://[::127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://169.254.169.254/latest/meta-data/',
    'https://10.0.0.1/',
    'https://192.168.1.1/',
    'https://172.16.0.1/',
    'https://100.64.0.1/',
    'https://[fd00::1]/',
    'https://[fe80::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://public@10.0.0.1/',
    'http://example.com/',
    'file:///etc/passwd',
    'not a url',
  ])('that leads inside, or is not secure, is never asked: %s', async (url) => {
    const channel = createWebhookChannel(strangers(false));
    const delivery = await send({ channel, address: { kind: 'WEBHOOK', url, secret: 's' } });
    expect(delivery.kind).not.toBe('ACCEPTED');
    expect('reason' in delivery && delivery.reason).toMatch(/^(ADDRESS|CONNECTION)$/);
  });

  test.each([
    ['this machine', ['127.0.0.1']],
    ['this machine, in IPv6', ['::1']],
    ['a private address', ['10.0.0.1']],
    ['a private address, in IPv6', ['fd00::1']],
    ['a private address, dressed as IPv6', ['::ffff:10.0.0.1']],
    ['a private address, through NAT64', ['64:ff9b::a00:1']],
    ['a private address, through 6to4', ['2002:a00:1::']],
    ["a provider's own network", ['100.64.0.1']],
    ['the metadata of a cloud', ['169.254.169.254']],
    ['no address', ['0.0.0.0']],
    ['one outside and one inside', ['93.184.215.14', '127.0.0.1']],
  ])('is never asked when its name leads to %s, whatever it did before', async (_to, addresses) => {
    const peer = closing.use(await startHttpPeer());
    // Rebound after it was registered: the address that is checked is the one connected to.
    const lookup: LookupFunction = (_name, _options, found) =>
      found(
        null,
        addresses.map((address) => ({ address, family: isIP(address) })),
      );
    const channel = createWebhookChannel(strangers(false, lookup));
    const url = `https://rebound.example.com:${new URL(peer.url).port}/`;
    const delivery = await send({ channel, address: { kind: 'WEBHOOK', url, secret: 's' } });
    expect(delivery).toEqual({ kind: 'FAILED', reason: 'CONNECTION' });
    expect(peer.connections()).toBe(0);
  });
});

test('an e-mail has its own text where there is one, and nobody else has it', async () => {
  for (const [name, start] of Object.entries(providers)) {
    const { address, channel, arrived } = await start();
    const both = { ...message, emailText: 'For the mailbox alone.' };
    await channel.send(address as never, both, AbortSignal.timeout(5_000));
    expect(arrived().join().includes(both.emailText)).toBe(name === 'e-mail');
  }
});
