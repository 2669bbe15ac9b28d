import type { RequestContext } from '@alert-button/platform/builder.ts';
import { permit } from '@alert-button/platform/policy.ts';
import type { Consulate } from '../domain/consulate.ts';
import type { Desk } from '../domain/desk.ts';
import type { DirectoryKey } from '../domain/directory.ts';
import { policy } from '../policy.ts';
import type { DirectoryCopy } from '../store/stored-directory.ts';

/** The desk with this id or code, or null. */
export function createReadDesk(directory: DirectoryCopy) {
  return ({ viewer }: RequestContext, key: DirectoryKey): Desk | null => {
    permit(policy, 'desk', viewer);
    return directory.current().desk(key);
  };
}

/** A consulate's own desk. */
export function createReadConsulateDesk(directory: DirectoryCopy) {
  return ({ viewer }: RequestContext, consulate: Consulate): Desk => {
    permit(policy, 'desk', viewer);
    return directory.current().deskOf(consulate);
  };
}
