import type { RequestContext } from '@alert-button/platform/builder.ts';
import { permit } from '@alert-button/platform/policy.ts';
import type { Consulate } from '../domain/consulate.ts';
import type { OutOfServiceReason } from '../domain/set-office-service.ts';
import { maySeeOutOfService, policy } from '../policy.ts';

/** Why a consulate is out of service; null while it is in service and for whoever may not know. */
export function createReadOutOfService() {
  return ({ viewer }: RequestContext, consulate: Consulate): OutOfServiceReason | null => {
    permit(policy, 'consulate', viewer);
    return maySeeOutOfService(viewer) ? consulate.outOfService : null;
  };
}
