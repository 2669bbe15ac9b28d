import { createAddRosterMember } from './add-roster-member.ts';
import { createAdminister, type AdministrationNeeds } from './administer.ts';
import { createConfirmPhone } from './confirm-phone.ts';
import { createExportConfiguration } from './export-configuration.ts';
import { createReadRoster } from './read-roster.ts';
import { createRemoveRosterMember } from './remove-roster-member.ts';
import { createSetOfficeService } from './set-office-service.ts';

/** What needs the database: the acts of administrators, and rosters. */
export function createAdministrationCommands(needs: AdministrationNeeds) {
  const administer = createAdminister(needs);
  return {
    addRosterMember: createAddRosterMember(administer),
    confirmPhone: createConfirmPhone(administer),
    exportConfiguration: createExportConfiguration(administer),
    readRoster: createReadRoster(needs.database),
    removeRosterMember: createRemoveRosterMember(administer),
    setOfficeService: createSetOfficeService(administer),
  };
}
