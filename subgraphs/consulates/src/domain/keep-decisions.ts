import { withConfirmedPhone, type PhoneConfirmation } from './confirm-phone.ts';
import { withFreeCodes } from './create-desk.ts';
import type { DirectoryContent } from './directory.ts';
import { withConfirmedHours, type OfficeHoursConfirmation } from './set-office-hours.ts';
import { withOfficeService } from './set-office-service.ts';

/** What administrators had from the offices themselves. */
export interface Confirmations {
  readonly phones: readonly PhoneConfirmation[];
  readonly hours: readonly OfficeHoursConfirmation[];
}

/**
 * The shipped directory with what administrators decided here: a confirmed number and
 * confirmed hours stay over any that are shipped, an office that is out of service stays so, a desk
 * keeps its escalation policy, and a code stays with the additional desk that has it.
 */
export function keepDecisions(
  shipped: DirectoryContent,
  stored: DirectoryContent,
  confirmations: Confirmations,
): DirectoryContent {
  const consulates = shipped.consulates.map((consulate) => {
    const isOfIt = ({ consulateId }: { readonly consulateId: string }) =>
      consulateId === consulate.id;
    const called = confirmations.phones.filter(isOfIt).reduce(withConfirmedPhone, consulate);
    return confirmations.hours.filter(isOfIt).reduce(withConfirmedHours, called);
  });
  const free = withFreeCodes(shipped, stored);
  const desks = free.desks.map((desk) => {
    const known = stored.desks.find(({ id }) => id === desk.id);
    return known === undefined ? desk : { ...desk, escalationPolicy: known.escalationPolicy };
  });
  return stored.consulates.reduce<DirectoryContent>(
    (content, consulate) => withOfficeService(content, consulate, consulate.outOfService),
    { ...free, consulates, desks },
  );
}
