import { createAddRosterMember } from './add-roster-member.ts';
import { createAdminister, type AdministrationNeeds } from './administer.ts';
import { createConfirmPhone } from './confirm-phone.ts';
import { createCreateDesk } from './create-desk.ts';
import { createExportConfiguration } from './export-configuration.ts';
import { createReadRoster } from './read-roster.ts';
import { createRemoveRosterMember } from './remove-roster-member.ts';
import { createSetDeskService } from './set-desk-service.ts';
import { createSetOfficeHours } from './set-office-hours.ts';
import { createSetOfficeService } from './set-office-service.ts';

/** What needs the database: the acts of administrators, and rosters. */
export function createAdministrationCommands(needs: AdministrationNeeds) {
  const administer = createAdminister(needs);
  return {
    addRosterMember: createAddRosterMember(administer),
    confirmPhone: createConfirmPhone(administer),
    createDesk: createCreateDesk(administer),
    exportConfiguration: createExportConfiguration(administer),
    readRoster: createReadRoster(needs.database),
    removeRosterMember: createRemoveRosterMember(administer),
    setDeskService: createSetDeskService(administer),
    setOfficeHours: createSetOfficeHours(administer),
    setOfficeService: createSetOfficeService(administer),
  };
}
