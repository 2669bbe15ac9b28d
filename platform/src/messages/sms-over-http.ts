import type { ChannelOf } from './channel.ts';
import { configured, post } from './post.ts';

export interface SmsOverHttp {
  readonly url: string;
  readonly token: string;
  /** The number or name that it comes from. */
  readonly from: string;
}

/**
 * Text messages by a provider's HTTP interface: `POST { from, to, text, id }` as JSON, with a bearer
 * token and the message's id as `idempotency-key`. Any 2xx means taken, 400, 404 and 422 that this
 * number never will. A provider that wants another shape gets a small adapter before it.
 */
export function createSmsOverHttp({ url, token, from }: SmsOverHttp): ChannelOf<'SMS'> {
  return {
    kind: 'SMS',
    send: ({ phone }, { id, text, link }, signal) =>
      post({
        url,
        body: JSON.stringify({ from, to: phone, text: smsText(text, link), id }),
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${token}`,
          'idempotency-key': id,
        },
        reach: configured,
        refusing: [400, 404, 422],
        signal,
      }),
  };
}

/** The words of a text message, the link at their end. */
export const smsText = (text: string, link: string | null): string =>
  link === null ? text : `${text} ${link}`;
