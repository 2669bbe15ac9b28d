import { createAddDutyShift } from './add-duty-shift.ts';
import { createAddRosterMember } from './add-roster-member.ts';
import { createAdminister, createArrange, type AdministrationNeeds } from './administer.ts';
import { createConfirmPhone } from './confirm-phone.ts';
import { createCreateDesk } from './create-desk.ts';
import { createExportConfiguration } from './export-configuration.ts';
import { createHandOverDutyShift } from './hand-over-duty-shift.ts';
import { createReadDuty } from './read-duty.ts';
import { createReadRoster } from './read-roster.ts';
import { createRemoveDutyShift } from './remove-duty-shift.ts';
import { createRemoveRosterMember } from './remove-roster-member.ts';
import { createSetDeskService } from './set-desk-service.ts';
import { createSetEscalationPolicy } from './set-escalation-policy.ts';
import { createSetOfficeHours } from './set-office-hours.ts';
import { createSetOfficeService } from './set-office-service.ts';
import { createSwapDutyShifts } from './swap-duty-shifts.ts';

/** What needs the database: the acts of administrators, rosters and duty. */
export function createAdministrationCommands(needs: AdministrationNeeds) {
  const administer = createAdminister(needs);
  const arrange = createArrange(needs);
  return {
    addDutyShift: createAddDutyShift(administer),
    addRosterMember: createAddRosterMember(administer),
    confirmPhone: createConfirmPhone(administer),
    createDesk: createCreateDesk(administer),
    exportConfiguration: createExportConfiguration(administer),
    handOverDutyShift: createHandOverDutyShift(arrange),
    readDuty: createReadDuty(needs.database),
    readRoster: createReadRoster(needs.database),
    removeDutyShift: createRemoveDutyShift(administer),
    removeRosterMember: createRemoveRosterMember(administer),
    setDeskService: createSetDeskService(administer),
    setEscalationPolicy: createSetEscalationPolicy(administer),
    setOfficeHours: createSetOfficeHours(administer),
    setOfficeService: createSetOfficeService(administer),
    swapDutyShifts: createSwapDutyShifts(arrange),
  };
}
