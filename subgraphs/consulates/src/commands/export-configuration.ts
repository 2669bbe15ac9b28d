import type { RequestContext } from '@alert-button/platform/builder.ts';
import { configuredPhones, type Configuration } from '../domain/configuration.ts';
import { readPhoneConfirmations } from '../store/phone-confirmation-store.ts';
import { readRosters } from '../store/roster-store.ts';
import type { Administer } from './administer.ts';

/** What consulates is set up as, read at one moment; that it was read is recorded. */
export function createExportConfiguration(administer: Administer) {
  return (request: RequestContext): Promise<Configuration> =>
    administer(request, 'exportConfiguration', async ({ transaction, stored, now }) => {
      const confirmations = await readPhoneConfirmations(transaction);
      const rosters = await readRosters(transaction);
      const result: Configuration = {
        exportedAt: now,
        offices: stored.consulates,
        desks: stored.desks,
        phones: configuredPhones(stored.consulates, confirmations),
        rosters: stored.desks.flatMap((desk) => {
          const members = rosters.get(desk.id);
          return members === undefined ? [] : [{ desk, members }];
        }),
      };
      return { result, subjectId: 'directory', outcome: 'READ' };
    });
}
