import { createHmac } from 'node:crypto';
import type { ChannelOf } from './channel.ts';
import { post, type Reach } from './post.ts';

/**
 * JSON to a URL that somebody gave, signed so that they can tell whose it is: the headers and the
 * signature of Standard Webhooks (`webhook-id`, `webhook-timestamp`, `webhook-signature: v1,…`,
 * HMAC-SHA-256 over `id.timestamp.body`). A secret that begins with `whsec_` is base64 after that,
 * as the specification has it; any other is taken as it is.
 */
export function createWebhookChannel(reach: Reach): ChannelOf<'WEBHOOK'> {
  return {
    kind: 'WEBHOOK',
    send({ url, secret }, { id, language, subject, text, link }, signal) {
      const body = JSON.stringify({ id, language, subject, text, link });
      const timestamp = String(Math.floor(Date.now() / 1000));
      return post({
        url,
        body,
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': timestamp,
          'webhook-signature': `v1,${sign(secret, `${id}.${timestamp}.${body}`)}`,
        },
        reach,
        refusing: [404, 410],
        signal,
      });
    },
  };
}

const prefix = 'whsec_';

function sign(secret: string, text: string): string {
  const key = secret.startsWith(prefix)
    ? Buffer.from(secret.slice(prefix.length), 'base64')
    : Buffer.from(secret);
  return createHmac('sha256', key).update(text).digest('base64');
}
