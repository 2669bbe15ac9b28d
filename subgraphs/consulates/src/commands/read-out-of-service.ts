import type { RequestContext } from '@alert-button/platform/builder.ts';
import { permit } from '@alert-button/platform/policy.ts';
import type { OutOfServiceReason } from '../domain/out-of-service.ts';
import { maySeeOutOfService, policy } from '../policy.ts';

/**
 * Why a consulate or a desk is out of service; null while it is in service and for whoever may not
 * know.
 */
export function createReadOutOfService(of: 'consulate' | 'desk') {
  return (
    { viewer }: RequestContext,
    { outOfService }: { readonly outOfService: OutOfServiceReason | null },
  ): OutOfServiceReason | null => {
    permit(policy, of, viewer);
    return maySeeOutOfService(viewer) ? outOfService : null;
  };
}
