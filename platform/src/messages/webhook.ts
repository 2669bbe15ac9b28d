import { createHmac } from 'node:crypto';
import type { ChannelOf } from './channel.ts';
import { post, type Reach } from './post.ts';

/**
 * JSON to a URL that somebody gave, signed so that they can tell whose it is: the headers and the
 * signature of Standard Webhooks (`webhook-id`, `webhook-timestamp`, `webhook-signature: v1,…`,
 * HMAC-SHA-256 over `id.timestamp.body`).
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

const sign = (secret: string, text: string): string =>
  createHmac('sha256', secret).update(text).digest('base64');
