import type { RequestContext } from '@alert-button/platform/builder.ts';
import { permit } from '@alert-button/platform/policy.ts';
import type { Consulate } from '../domain/consulate.ts';
import { policy } from '../policy.ts';
import type { DirectoryCopy } from '../store/stored-directory.ts';

/** All consulates, sorted by code. */
export function createReadConsulates(directory: DirectoryCopy) {
  return ({ viewer }: RequestContext): readonly Consulate[] => {
    permit(policy, 'consulates', viewer);
    return directory.current().consulates;
  };
}
