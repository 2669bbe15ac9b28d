import { withConfirmedPhone, type PhoneConfirmation } from './confirm-phone.ts';
import type { DirectoryContent } from './directory.ts';
import { withOfficeService } from './set-office-service.ts';

/**
 * The shipped directory with what administrators decided here: a confirmed number stays over any
 * that is shipped, and an office that is out of service stays so.
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
    { ...shipped, consulates },
  );
}
