import { createLog } from '@alert-button/platform/log.ts';
import { createFollowerClient } from '@alert-button/sdk/follower';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { createLinksApp } from './app.ts';
import { style, styleHash } from './html.ts';
import { chooseLanguage } from './language.ts';
import { languages, statusLine, words } from './words.ts';

const token = 'CanaryCanaryCanary1234';
let http: FastifyInstance;

beforeAll(() => {
  http = createLinksApp({
    // Nobody listens there: what needs the service cannot be had.
    openGateway: () => createFollowerClient({ url: 'http://127.0.0.1:1/graphql' }),
    trustedProxies: [],
    requestsPerMinute: 2,
    liveMilliseconds: 1000,
    mostLive: 1,
    isProduction: true,
    log: createLog('links', 'silent'),
  });
});
afterAll(() => http.close());

const paths = [`/f/${token}`, `/a/${token}`, `/c/${token}`, `/r/${token}`];

describe('a card of rights', () => {
  test('of no known situation is not there, and cannot be had while the service is away', async () => {
    const of = (name: string) =>
      http.inject({ url: `/rights/${name}`, remoteAddress: '192.0.2.7' });
    expect((await of('nowhere')).statusCode).toBe(404);
    expect((await of('home')).statusCode).toBe(503);
    // Two a minute, as the buttons of links.
    expect((await of('home')).statusCode).toBe(429);
  });
});

describe('the family plan', () => {
  test.each(languages)('in %s can send nothing of what is typed, to nobody', async (language) => {
    const answer = await http.inject({ url: '/plan', headers: { 'accept-language': language } });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect(answer.headers['content-security-policy']).toContain("form-action 'none'");
    expect(answer.headers['set-cookie']).toBeUndefined();
    const { body } = answer;
    expect(body).toContain(`<html lang="${language}">`);
    expect(body).not.toMatch(
      /<form|<button|<script|<img|<link|https?:|href|action=| name="(?!viewport|robots|referrer)/,
    );
    const inputs = body.match(/<(?:input|textarea)[^>]*>/g) ?? [];
    expect(inputs.length).toBeGreaterThan(20);
    for (const input of inputs) {
      expect(input).toContain('autocomplete="off" autocorrect="off" spellcheck="false"');
    }
  });

  test('says the same in both languages, and that nobody has reviewed it', async () => {
    const bodies = await Promise.all(
      languages.map(async (language) => (await http.inject(`/plan?language=${language}`)).body),
    );
    const [spanish, english] = bodies.map((body) => (body.match(/<input/g) ?? []).length);
    expect(spanish).toBe(english);
    expect(bodies.every((body) => /nadie todavía|none yet/.test(body))).toBe(true);
  });
});

describe('A25: opening a link', () => {
  test.each(paths)(
    '%s by GET or HEAD asks nobody, and is not kept, framed, indexed or told',
    async (url) => {
      for (const method of ['GET', 'HEAD'] as const) {
        const answer = await http.inject({ method, url });
        expect(answer.statusCode).toBe(200);
        expect(answer.headers).toMatchObject({
          'cache-control': 'no-store',
          'referrer-policy': 'no-referrer',
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'DENY',
          'x-robots-tag': 'noindex, nofollow, noarchive',
          'content-security-policy': `default-src 'none'; style-src '${styleHash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
          'strict-transport-security': 'max-age=31536000',
        });
        expect(answer.headers['set-cookie']).toBeUndefined();
      }
    },
  );

  test.each(paths)(
    '%s shows one button in its language, and nothing from elsewhere',
    async (url) => {
      for (const language of languages) {
        const { body } = await http.inject({ url, headers: { 'accept-language': language } });
        expect(body).toContain(`<html lang="${language}">`);
        expect(body).toMatch(/<form method="post">.*<button class="main">/s);
        expect(body).toContain(`<style>${style}</style>`);
        expect(body).not.toMatch(/<script|<img|<link|https?:|href|action=/);
        expect(body).not.toContain(token);
        expect(body).not.toMatch(/consul|alert|deten|detain|migra|polic|hotline/i);
      }
    },
  );

  test('any token has the same page: a preview learns nothing of it', async () => {
    const bodies = await Promise.all(
      [token, 'another-token-that-never-was'].map(
        async (it) => (await http.inject(`/f/${it}`)).body,
      ),
    );
    expect(new Set(bodies).size).toBe(1);
  });

  test('the button says that it cannot be shown now when the service is away, and so many times a minute', async () => {
    const press = () =>
      http.inject({
        method: 'POST',
        url: `/f/${token}`,
        payload: 'language=en',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
    const away = await press();
    expect([away.statusCode, away.body.includes(words.en.later.heading)]).toEqual([503, true]);
    expect(away.body).not.toContain(token);
    expect((await press()).statusCode).toBe(503);
    const limited = await press();
    expect([limited.statusCode, limited.headers['retry-after']]).toEqual([429, '60']);
  }, 60_000);

  test('there is nothing else', async () => {
    expect((await http.inject('/')).statusCode).toBe(404);
    expect((await http.inject(`/f/${'a'.repeat(200)}`)).statusCode).toBe(414);
    expect(
      (
        await http.inject({
          method: 'POST',
          url: `/f/${token}`,
          payload: 'x'.repeat(2000),
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        })
      ).statusCode,
    ).toBe(413);
    expect((await http.inject('/robots.txt')).body).toContain('Disallow: /');
  });
});

describe('the language', () => {
  test.each([
    [undefined, undefined, 'es'],
    [undefined, 'en-US,en;q=0.9,es;q=0.8', 'en'],
    [undefined, 'fr,es-MX;q=0.5,en;q=0.4', 'es'],
    [undefined, 'en;q=0,*', 'es'],
    ['en', 'es', 'en'],
    ['xx', 'en', 'en'],
  ])('chosen %s and accepted %s is %s', (chosen, accepted, language) => {
    expect(chooseLanguage(chosen, accepted)).toBe(language);
  });

  test('a status that this release does not know is told in general words', () => {
    expect(statusLine('en', 'SOMETHING_NEW', 0)).toBe(words.en.unknownStatus);
    expect(statusLine('es', 'RAISED', 1)).toContain(words.es.moreWereTold);
  });
});
