import type { RequestContext } from '@alert-button/platform/builder.ts';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import { isShutOut, parseOfficerId, type OfficerAccess } from '../domain/officer-access.ts';
import { saveOfficerAccess, takeOfficerAccess } from '../store/officer-access-store.ts';
import { setRevocation } from '../store/revocation-store.ts';
import type { Administer } from './administer.ts';

/**
 * An officer who was shut out is let in again, as far as the identity provider lets them. The
 * same again changes nothing.
 *
 * @throws InvalidInputError, or NotFoundError for an officer who was never shut out.
 */
export function createRestoreOfficerAccess(administer: Administer) {
  return (request: RequestContext, input: { readonly officerId: string }): Promise<OfficerAccess> =>
    administer(request, 'restoreOfficerAccess', async ({ transaction, administrator, now }) => {
      const officerId = parseOfficerId(input.officerId);
      const known = await takeOfficerAccess(transaction, officerId);
      if (known === null) throw new NotFoundError('officerId');
      if (!isShutOut(known)) return { result: known, subjectId: officerId, event: null };
      const access: OfficerAccess = {
        ...known,
        restoredAt: now,
        restoredBy: administrator.officerId,
        version: known.version + 1,
      };
      await saveOfficerAccess(transaction, access);
      await setRevocation(transaction, { kind: 'OFFICER', id: officerId }, null);
      const event = { kind: 'OFFICER_ACCESS_RESTORED', version: access.version } as const;
      return { result: access, subjectId: officerId, event };
    });
}
