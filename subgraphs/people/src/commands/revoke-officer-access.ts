import type { RequestContext } from '@alert-button/platform/builder.ts';
import { ConflictError } from '@alert-button/platform/errors.ts';
import {
  isShutOut,
  parseOfficerId,
  type OfficerAccess,
  type OfficerRevocationReason,
} from '../domain/officer-access.ts';
import { saveOfficerAccess, takeOfficerAccess } from '../store/officer-access-store.ts';
import { setRevocation } from '../store/revocation-store.ts';
import type { Administer } from './administer.ts';

/**
 * An officer is shut out, whatever the identity provider says, from all that is open too. Nobody
 * shuts themself out: there might be no administrator left to undo it. The same again changes
 * nothing.
 *
 * @throws InvalidInputError, or ConflictError for the administrator's own access.
 */
export function createRevokeOfficerAccess(administer: Administer) {
  return (
    request: RequestContext,
    input: { readonly officerId: string; readonly reason: OfficerRevocationReason },
  ): Promise<OfficerAccess> =>
    administer(request, 'revokeOfficerAccess', async ({ transaction, administrator, now }) => {
      const officerId = parseOfficerId(input.officerId);
      if (officerId === administrator.officerId) {
        throw new ConflictError('Your own access is revoked by another administrator.');
      }
      const known = await takeOfficerAccess(transaction, officerId);
      const told = { subjectId: officerId, facts: { reason: input.reason } };
      if (known !== null && isShutOut(known)) return { ...told, result: known, event: null };
      const access: OfficerAccess = {
        officerId,
        revokedAt: now,
        revokedBy: administrator.officerId,
        reason: input.reason,
        restoredAt: null,
        restoredBy: null,
        version: (known?.version ?? 0) + 1,
      };
      await saveOfficerAccess(transaction, access);
      await setRevocation(transaction, { kind: 'OFFICER', id: officerId }, now);
      const event = { kind: 'OFFICER_ACCESS_REVOKED', version: access.version } as const;
      return { ...told, result: access, event };
    });
}
