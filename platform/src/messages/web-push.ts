import { createECDH } from 'node:crypto';
import webPush from 'web-push';
import type { ChannelOf, Delivery } from './channel.ts';
import { post, type Reach } from './post.ts';

/** Who we are to a push service (RFC 8292): a contact as `mailto:` or `https:`, and a key pair. */
export interface Vapid {
  readonly subject: string;
  readonly publicKey: string;
  readonly privateKey: string;
}

/** Whether push services will believe it: a contact as they want one, and two keys of one pair. */
export function isVapid({ subject, publicKey, privateKey }: Vapid): boolean {
  try {
    webPush.getVapidHeaders('https://example.com', subject, publicKey, privateKey, 'aes128gcm');
    const pair = createECDH('prime256v1');
    pair.setPrivateKey(privateKey, 'base64url');
    return pair.getPublicKey('base64url') === publicKey;
  } catch {
    return false;
  }
}

/** A page that nobody could get for so long is of no use. */
const timeToLiveSeconds = 4 * 3600;

/**
 * Web Push (RFC 8030): encrypted for the browser alone (RFC 8291), so the push service learns that
 * there is a message and nothing more. A repeat replaces what is still waiting there.
 */
export function createWebPushChannel(vapidDetails: Vapid, reach: Reach): ChannelOf<'WEB_PUSH'> {
  return {
    kind: 'WEB_PUSH',
    async send({ endpoint, p256dh, auth }, { id, language, subject, text, link }, signal) {
      const request = encrypt(
        { endpoint, keys: { p256dh, auth } },
        JSON.stringify({ language, title: subject, body: text, link }),
        {
          vapidDetails,
          TTL: timeToLiveSeconds,
          urgency: 'high',
          topic: id.replaceAll('-', ''),
        },
      );
      if (request === null) return { kind: 'REFUSED', reason: 'ADDRESS' } satisfies Delivery;
      return post({
        url: endpoint,
        headers: request.headers,
        body: request.body,
        reach,
        refusing: [400, 404, 410, 413],
        signal,
      });
    },
  };
}

/** Null for a subscription whose keys are none. */
function encrypt(
  subscription: webPush.PushSubscription,
  payload: string,
  options: webPush.RequestOptions,
): { headers: Record<string, string>; body: Buffer } | null {
  try {
    const { headers, body } = webPush.generateRequestDetails(subscription, payload, options);
    return { headers: headers as Record<string, string>, body: body as Buffer };
  } catch {
    return null;
  }
}
