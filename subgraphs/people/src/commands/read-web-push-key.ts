import type { RequestContext } from '@alert-button/platform/builder.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { policy } from '../policy.ts';

export interface WebPushNeeds {
  /** The public half of what push services know the service by; null when it sends none. */
  readonly webPushKey: string | null;
}

/** For persons and contacts alike, who have no credential: it is in every request to a push service. */
export function createReadWebPushKey({ webPushKey }: WebPushNeeds) {
  return ({ viewer }: RequestContext): string | null => {
    permit(policy, 'webPushKey', viewer);
    return webPushKey;
  };
}
