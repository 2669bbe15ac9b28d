import { withConfirmedPhone, type PhoneConfirmation } from './confirm-phone.ts';
import { withFreeCodes } from './create-desk.ts';
import type { DirectoryContent } from './directory.ts';
import { withOfficeService } from './set-office-service.ts';

/**
 * The shipped directory with what administrators decided here: a confirmed number stays over any
 * that is shipped, an office that is out of service stays so, and a code stays with the additional
 * desk that has it.
 */
export function keepDecisions(
  shipped: DirectoryContent,
  stored: DirectoryContent,
  confirmations: readonly PhoneConfirmation[],
): DirectoryContent {
  const consulates = shipped.consulates.map((consulate) =>
    confirmations
      .filter(({ consulateId }) => consulateId === consulate.id)
      .reduce(withConfirmedPhone, consulate),
  );
  return stored.consulates.reduce<DirectoryContent>(
    (content, consulate) => withOfficeService(content, consulate, consulate.outOfService),
    { ...withFreeCodes(shipped, stored), consulates },
  );
}
