import { everybody, type Policy } from '@alert-button/platform/policy.ts';
import type { Officer, Viewer } from '@alert-button/platform/viewer.ts';

/** What may be asked of consulates, and by whom. */
export const policy = {
  // The directory is public.
  consulate: everybody,
  consulates: everybody,
  desk: everybody,
  desks: everybody,
  nationalLines: everybody,
  nearestConsulates: everybody,

  // Administration; that an officer is an administrator too, the commands ask.
  addDutyShift: ['OFFICER'],
  addRosterMember: ['OFFICER'],
  confirmPhone: ['OFFICER'],
  createDesk: ['OFFICER'],
  exportConfiguration: ['OFFICER'],
  removeDutyShift: ['OFFICER'],
  removeRosterMember: ['OFFICER'],
  setDeskService: ['OFFICER'],
  setEscalationPolicy: ['OFFICER'],
  setOfficeHours: ['OFFICER'],
  setOfficeService: ['OFFICER'],

  // Officers arrange their own duty; whose shift it is, the commands ask.
  handOverDutyShift: ['OFFICER'],
  swapDutyShifts: ['OFFICER'],

  // How an officer is reached, each their own; whose pages somebody sees, the command asks.
  paging: ['OFFICER'],
  pages: ['OFFICER'],
  addOfficerChannel: ['OFFICER'],
  removeOfficerChannel: ['OFFICER'],
  sendTestPage: ['OFFICER'],
  setOfficerChannelOrder: ['OFFICER'],
  setPageLanguage: ['OFFICER'],
  setShiftChannels: ['OFFICER'],
} as const satisfies Policy;

/** Who sees who answers at a desk: those who do, and administrators. */
export function maySeeRoster(viewer: Viewer, deskCode: string): boolean {
  return viewer.kind === 'OFFICER' && (viewer.role === 'ADMINISTRATOR' || viewer.desk === deskCode);
}

/** Who sees whom a desk's alerts go on to: those who answer them. */
export function maySeeEscalationPolicy(viewer: Viewer): boolean {
  return viewer.kind === 'OFFICER';
}

/** Who may give duty away or take it over: administrators, and at its desk the officers concerned. */
export function mayArrangeDuty(
  officer: Officer,
  deskCode: string,
  concerned: readonly string[],
): boolean {
  if (officer.role === 'ADMINISTRATOR') return true;
  return officer.desk === deskCode && concerned.includes(officer.officerId);
}

/** Who sees why an office or a desk is out of service; that it is, everybody may know. */
export function maySeeOutOfService(viewer: Viewer): boolean {
  return viewer.kind === 'OFFICER';
}

/** Whether an officer sees that, and how, this one was paged: themselves, and administrators. */
export function maySeePage(officer: Officer, pagedOfficerId: string): boolean {
  return officer.role === 'ADMINISTRATOR' || officer.officerId === pagedOfficerId;
}
