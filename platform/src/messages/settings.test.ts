import { describe, expect, test } from '@jest/globals';
import webPush from 'web-push';
import { Environment, EnvironmentError } from '../env.ts';
import { readChannels } from './settings.ts';

type Values = Record<string, string>;

const { publicKey, privateKey } = webPush.generateVAPIDKeys();
const email = { SMTP_URL: 'smtps://user:canary@mail.example.test', SMTP_FROM: 'a@example.test' };
const push = {
  VAPID_SUBJECT: 'mailto:a@example.test',
  VAPID_PUBLIC_KEY: publicKey,
  VAPID_PRIVATE_KEY: privateKey,
};
const sms = { SMS_URL: 'https://sms.example.test/send', SMS_TOKEN: 'canary', SMS_FROM: '12345' };
const smpp = { SMPP_URL: 'ssmpp://user:canary@smsc.example.test:3550', SMS_FROM: '12345' };

/** The kinds that can be sent by, or what the environment complains of. */
function read(values: Values): readonly string[] | string {
  const env = new Environment({ NODE_ENV: 'production', ...values });
  const open = readChannels(env);
  try {
    env.done();
  } catch (error) {
    if (error instanceof EnvironmentError) return error.message;
    throw error;
  }
  using opened = open();
  return opened.channels.map(({ kind }) => kind);
}

describe('channels', () => {
  test.each<[string, Values, readonly string[]]>([
    ['none that is not set up', {}, []],
    [
      'all that are',
      { ...email, ...push, ...sms, WEBHOOKS: 'on' },
      ['EMAIL', 'WEB_PUSH', 'SMS', 'WEBHOOK'],
    ],
    ['text messages by SMPP', smpp, ['SMS']],
    ['STARTTLS', { ...email, SMTP_URL: 'smtp://mail.example.test' }, ['EMAIL']],
    ['a relay on this machine', { ...email, SMTP_URL: 'smtp://localhost:25' }, ['EMAIL']],
    ['a tunnel on this machine', { ...smpp, SMPP_URL: 'smpp://u:p@127.0.0.1:2775' }, ['SMS']],
  ])('are %s', (_what, values, kinds) => {
    expect(read(values)).toEqual(kinds);
  });

  test('tell with which key browsers subscribe, if there are push messages', () => {
    const keyOf = (values: Values) => {
      using opened = readChannels(new Environment(values))();
      return opened.webPushKey;
    };
    expect(keyOf(push)).toBe(publicKey);
    expect(keyOf(sms)).toBeNull();
  });

  test.each([email, push, sms].flatMap((set) => Object.keys(set).map((name) => ({ name, set }))))(
    'set up without $name are no start',
    ({ name, set }) => {
      const { [name]: _left, ...rest } = set as Values;
      expect(read(rest)).toMatch(
        name === 'SMS_URL' ? /SMS_URL/ : new RegExp(`^${name} is missing`),
      );
    },
  );

  test.each<[string, Values]>([
    ['a sender of text messages and no provider', { SMS_FROM: '12345' }],
    ['two providers of text messages', { ...sms, ...smpp }],
    ['text messages in clear', { ...sms, SMS_URL: 'http://sms.example.test' }],
    ['a message centre in clear', { ...smpp, SMPP_URL: 'smpp://u:p@smsc.example.test' }],
    ['what is no mail server', { ...email, SMTP_URL: 'https://mail.example.test' }],
    ['a sender with a name', { ...email, SMTP_FROM: 'Alerts <a@example.test>' }],
    ['half a key', { ...push, VAPID_PRIVATE_KEY: privateKey.slice(2) }],
    ['keys of two pairs', { ...push, VAPID_PRIVATE_KEY: webPush.generateVAPIDKeys().privateKey }],
    ['a contact that push services refuse', { ...push, VAPID_SUBJECT: 'a@example.test' }],
    ['webhooks by another word', { WEBHOOKS: 'true' }],
    ['webhooks to this machine, in production', { MESSAGES_TO_THIS_MACHINE: 'on' }],
  ])('are not started with %s, and no secret is named', (_what, values) => {
    const problem = read(values);
    expect(typeof problem).toBe('string');
    for (const secret of ['canary', privateKey]) expect(problem).not.toContain(secret);
  });
});
