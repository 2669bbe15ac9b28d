import type { RequestContext } from '@alert-button/platform/builder.ts';
import { permit } from '@alert-button/platform/policy.ts';
import type { Desk } from '../domain/desk.ts';
import { policy } from '../policy.ts';
import type { DirectoryCopy } from '../store/stored-directory.ts';

/** All desks, sorted by code. */
export function createReadDesks(directory: DirectoryCopy) {
  return ({ viewer }: RequestContext): readonly Desk[] => {
    permit(policy, 'desks', viewer);
    return directory.current().desks;
  };
}
