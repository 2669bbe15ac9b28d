import type { Environment } from '../env.ts';
import type { Channel } from './channel.ts';
import { createEmailChannel } from './email.ts';
import { strangers, type Reach } from './post.ts';
import { createSmsOverHttp } from './sms-over-http.ts';
import { createSmsOverSmpp } from './sms-over-smpp.ts';
import { createWebPushChannel, isVapid } from './web-push.ts';
import { createWebhookChannel } from './webhook.ts';

/** The channels that an operator has set up. */
export interface Channels extends Disposable {
  readonly channels: readonly Channel[];
  /** With what a browser subscribes to our push messages; null when there are none. */
  readonly webPushKey: string | null;
}

/** Opens what was read; call after `env.done()`. */
export type OpenChannels = () => Channels;

type OpenChannel = () => Channel;

/** By which a provider is asked. What is sent names people: in clear it goes to this machine at most. */
const schemes = {
  // `smtp:` begins in clear, and goes on only with STARTTLS.
  SMTP_URL: { secure: ['smtps:', 'smtp:'], plain: null },
  SMS_URL: { secure: ['https:'], plain: 'http:' },
  SMPP_URL: { secure: ['ssmpp:'], plain: 'smpp:' },
} as const;

/**
 * Reads which channels there are. One of whose variables none is set is not there; one that is set
 * up by half, or would send in clear to another machine, is a problem of the environment.
 *
 * `SMTP_URL`, `SMTP_FROM` · `VAPID_SUBJECT`, `VAPID_PUBLIC_KEY`, `VAPID_PRIVATE_KEY` · `SMS_URL`
 * with `SMS_TOKEN`, or `SMPP_URL`, both with `SMS_FROM` · `WEBHOOKS=on`. Outside production
 * `MESSAGES_TO_THIS_MACHINE=on` lets webhooks and push services be on this machine.
 */
export function readChannels(env: Environment): OpenChannels {
  const isLocal = isOn(env, 'MESSAGES_TO_THIS_MACHINE');
  if (isLocal && env.isProduction) env.refuse('MESSAGES_TO_THIS_MACHINE is not for production');
  const reach = strangers(isLocal && !env.isProduction);
  const openings = [readEmail(env), readWebPush(env, reach), readSms(env)].filter(
    (opening) => opening !== null,
  );
  const publicKey = env.text('VAPID_PUBLIC_KEY', '');
  if (isOn(env, 'WEBHOOKS')) openings.push(() => createWebhookChannel(reach));
  return () => {
    const channels = openings.map((open) => open());
    return {
      channels,
      webPushKey: publicKey === '' ? null : publicKey,
      [Symbol.dispose]() {
        for (const channel of channels) {
          if (Symbol.dispose in channel) (channel as unknown as Disposable)[Symbol.dispose]();
        }
      },
    };
  };
}

function readEmail(env: Environment): OpenChannel | null {
  const set = readTogether(env, ['SMTP_URL', 'SMTP_FROM']);
  if (set === null) return null;
  const { SMTP_URL: url, SMTP_FROM: from } = set;
  checkUrl(env, 'SMTP_URL', url);
  if (from !== '' && !/^[^\s@<>]+@[^\s@<>]+$/.test(from)) {
    env.refuse('SMTP_FROM must be an e-mail address, without a name');
  }
  return () => createEmailChannel({ url, from, allowsPlain: isThisMachine(url) });
}

function readWebPush(env: Environment, reach: Reach): OpenChannel | null {
  const set = readTogether(env, ['VAPID_SUBJECT', 'VAPID_PUBLIC_KEY', 'VAPID_PRIVATE_KEY']);
  if (set === null) return null;
  const {
    VAPID_SUBJECT: subject,
    VAPID_PUBLIC_KEY: publicKey,
    VAPID_PRIVATE_KEY: privateKey,
  } = set;
  const vapid = { subject, publicKey, privateKey };
  if (Object.values(vapid).every((value) => value !== '') && !isVapid(vapid)) {
    env.refuse('VAPID_… must be a mailto: or https: contact and a key pair');
  }
  return () => createWebPushChannel(vapid, reach);
}

function readSms(env: Environment): OpenChannel | null {
  const http = readTogether(env, ['SMS_URL', 'SMS_TOKEN']);
  const smppUrl = env.text('SMPP_URL', '');
  if (http === null && smppUrl === '') {
    if (env.text('SMS_FROM', '') !== '') env.refuse('SMS_FROM needs SMS_URL or SMPP_URL');
    return null;
  }
  if (http !== null && smppUrl !== '') env.refuse('SMS_URL and SMPP_URL cannot both be set');
  const from = env.text('SMS_FROM');
  if (http === null) {
    checkUrl(env, 'SMPP_URL', smppUrl);
    return () => createSmsOverSmpp({ url: smppUrl, from });
  }
  const { SMS_URL: url, SMS_TOKEN: token } = http;
  checkUrl(env, 'SMS_URL', url);
  return () => createSmsOverHttp({ url, token, from });
}

/** Variables that make sense only together: null when none is set, and a problem when some are. */
function readTogether<Name extends string>(
  env: Environment,
  names: readonly Name[],
): Readonly<Record<Name, string>> | null {
  if (names.every((name) => env.text(name, '') === '')) return null;
  return Object.fromEntries(names.map((name) => [name, env.text(name)])) as Record<Name, string>;
}

function checkUrl(env: Environment, name: keyof typeof schemes, value: string): void {
  if (value === '') return;
  const { secure, plain } = schemes[name];
  const protocol = URL.canParse(value) ? new URL(value).protocol : '';
  if (secure.some((scheme) => scheme === protocol)) return;
  if (protocol === plain && isThisMachine(value)) return;
  env.refuse(`${name} must be a URL that begins with ${secure.join('// or ')}//`);
}

const isThisMachine = (url: string): boolean =>
  URL.canParse(url) && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname);

function isOn(env: Environment, name: string): boolean {
  const value = env.text(name, '');
  if (value !== '' && value !== 'on') env.refuse(`${name} must be "on", or not be set`);
  return value === 'on';
}
