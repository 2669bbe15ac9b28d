import type { Environment } from '../env.ts';
import type { Channel } from './channel.ts';
import { createEmailChannel } from './email.ts';
import { strangers } from './post.ts';
import { createSmsOverHttp } from './sms-over-http.ts';
import { createSmsOverSmpp } from './sms-over-smpp.ts';
import { createWebPushChannel } from './web-push.ts';
import { createWebhookChannel } from './webhook.ts';

/** The channels that an operator has set up. */
export interface Channels extends Disposable {
  readonly channels: readonly Channel[];
}

/** Opens what was read; call after `env.done()`. */
export type OpenChannels = () => Channels;

/**
 * Reads which channels there are. A channel whose first variable is absent is not there; one that
 * is set up by half is a problem of the environment, named at start.
 *
 * `SMTP_URL`, `SMTP_FROM` · `VAPID_SUBJECT`, `VAPID_PUBLIC_KEY`, `VAPID_PRIVATE_KEY` · `SMS_URL`
 * with `SMS_TOKEN`, or `SMPP_URL`, both with `SMS_FROM` · `WEBHOOKS=on`. Outside production
 * `MESSAGES_TO_THIS_MACHINE=on` lets all of them reach this machine, without TLS.
 */
export function readChannels(env: Environment): OpenChannels {
  const isLocal = !env.isProduction && env.text('MESSAGES_TO_THIS_MACHINE', '') === 'on';
  const makers: (() => Channel)[] = [];
  const smtpUrl = env.url('SMTP_URL', '');
  if (smtpUrl !== '') {
    const from = env.text('SMTP_FROM');
    makers.push(() => createEmailChannel({ url: smtpUrl, from, allowsPlain: isLocal }));
  }
  const vapidSubject = env.text('VAPID_SUBJECT', '');
  if (vapidSubject !== '') {
    const publicKey = env.text('VAPID_PUBLIC_KEY');
    const privateKey = env.text('VAPID_PRIVATE_KEY');
    makers.push(() =>
      createWebPushChannel({ subject: vapidSubject, publicKey, privateKey }, strangers(isLocal)),
    );
  }
  const smsUrl = env.url('SMS_URL', '');
  const smppUrl = env.url('SMPP_URL', '');
  if (smsUrl !== '') {
    const token = env.text('SMS_TOKEN');
    const from = env.text('SMS_FROM');
    makers.push(() => createSmsOverHttp({ url: smsUrl, token, from }));
  } else if (smppUrl !== '') {
    const from = env.text('SMS_FROM');
    makers.push(() => createSmsOverSmpp({ url: smppUrl, from }));
  }
  if (env.text('WEBHOOKS', '') === 'on') {
    makers.push(() => createWebhookChannel(strangers(isLocal)));
  }
  return () => {
    const channels = makers.map((make) => make());
    return {
      channels,
      [Symbol.dispose]() {
        for (const channel of channels) {
          if (Symbol.dispose in channel) (channel as unknown as Disposable)[Symbol.dispose]();
        }
      },
    };
  };
}
