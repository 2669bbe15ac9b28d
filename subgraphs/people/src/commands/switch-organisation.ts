import type { RequestContext } from '@alert-button/platform/builder.ts';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import type { OrganisationAccount } from '../domain/organisation.ts';
import {
  findOrganisation,
  lockOrganisation,
  updateOrganisation,
} from '../store/organisation-store.ts';
import { setRevocation } from '../store/revocation-store.ts';
import type { Administer } from './administer.ts';
import { requireUuid } from './input.ts';

const acts = {
  disableOrganisation: { isDisabled: true, kind: 'ORGANISATION_DISABLED' },
  enableOrganisation: { isDisabled: false, kind: 'ORGANISATION_ENABLED' },
} as const;

/**
 * Disabling turns away every key of an organisation until it is enabled again; what is revoked or
 * over by then stays so. The same again changes nothing.
 *
 * @throws NotFoundError
 */
export function createSwitchOrganisation(administer: Administer, act: keyof typeof acts) {
  const { isDisabled, kind } = acts[act];
  return (
    request: RequestContext,
    input: { readonly organisationId: string },
  ): Promise<OrganisationAccount> =>
    administer(request, act, async ({ transaction, now }) => {
      const id = requireUuid('organisationId', input.organisationId);
      await lockOrganisation(transaction, id);
      const known = await findOrganisation({ prisma: transaction }, id);
      if (known === null) throw new NotFoundError('organisationId');
      if (known.isDisabled === isDisabled) return { result: known, subjectId: id, event: null };
      const organisation = { ...known, isDisabled, version: known.version + 1 };
      await updateOrganisation(transaction, organisation);
      await setRevocation(transaction, { kind: 'ORGANISATION', id }, isDisabled ? now : null);
      return {
        result: organisation,
        subjectId: id,
        event: { kind, version: organisation.version },
      };
    });
}
