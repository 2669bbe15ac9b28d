import { createHmac } from 'node:crypto';
import type { TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { Environment } from '@alert-button/platform/env.ts';

export interface HandedIn {
  readonly id?: string;
  readonly from: string;
  readonly text: string;
}

export interface Conduct {
  /** Signs with this instead of what was agreed. */
  readonly secret?: Buffer;
  /** Seconds that its clock is off. */
  readonly offset?: number;
  /** What arrives instead of what was signed. */
  readonly body?: string;
}

/** A provider of text messages, as the service that receives them sees one (Standard Webhooks). */
export function textProvider(system: TestSystem) {
  const agreed = new Environment({ KEY: system.secrets.textsWebhookKey }).namedKey('KEY').secret;
  return async (
    { id = crypto.randomUUID(), from, text }: HandedIn,
    { secret = agreed, offset = 0, body: other }: Conduct = {},
  ): Promise<{ readonly status: number; readonly body: string }> => {
    const body = JSON.stringify({ id, from, to: '+15550100', text });
    const timestamp = String(Math.floor(Date.now() / 1000) + offset);
    const signature = createHmac('sha256', secret)
      .update(`${id}.${timestamp}.${body}`)
      .digest('base64');
    const response = await fetch(`${system.origins.texts}/texts`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${signature}`,
      },
      body: other ?? body,
    });
    return { status: response.status, body: await response.text() };
  };
}
