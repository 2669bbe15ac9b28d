import { createAdminister, type AdministrationNeeds } from './administer.ts';
import { createCreateApiKey } from './create-api-key.ts';
import { createCreateOrganisation } from './create-organisation.ts';
import { createReadOfficerAccess } from './read-officer-access.ts';
import { createReadOrganisation, createReadOrganisations } from './read-organisations.ts';
import { createRestoreOfficerAccess } from './restore-officer-access.ts';
import { createRevokeApiKey } from './revoke-api-key.ts';
import { createRevokeOfficerAccess } from './revoke-officer-access.ts';
import { createRotateApiKey } from './rotate-api-key.ts';
import { createSwitchOrganisation } from './switch-organisation.ts';

/** What administrators can ask people to do, and nobody else. */
export function createAdministrationCommands(needs: AdministrationNeeds) {
  const administer = createAdminister(needs);
  return {
    createOrganisation: createCreateOrganisation(administer),
    disableOrganisation: createSwitchOrganisation(administer, 'disableOrganisation'),
    enableOrganisation: createSwitchOrganisation(administer, 'enableOrganisation'),
    createApiKey: createCreateApiKey(administer),
    rotateApiKey: createRotateApiKey(administer),
    revokeApiKey: createRevokeApiKey(administer),
    revokeOfficerAccess: createRevokeOfficerAccess(administer),
    restoreOfficerAccess: createRestoreOfficerAccess(administer),
    readOrganisations: createReadOrganisations(needs.database),
    readOrganisation: createReadOrganisation(needs.database),
    readOfficerAccess: createReadOfficerAccess(needs.database),
  };
}
