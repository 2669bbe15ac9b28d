import type { RequestContext } from '@alert-button/platform/builder.ts';
import { permit } from '@alert-button/platform/policy.ts';
import type { Consulate } from '../domain/consulate.ts';
import type { DirectoryKey } from '../domain/directory.ts';
import { policy } from '../policy.ts';
import type { DirectoryCopy } from '../store/stored-directory.ts';

/** The consulate with this id or code, or null. */
export function createReadConsulate(directory: DirectoryCopy) {
  return ({ viewer }: RequestContext, key: DirectoryKey): Consulate | null => {
    permit(policy, 'consulate', viewer);
    return directory.current().consulate(key);
  };
}
