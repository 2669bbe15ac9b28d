import type { RequestContext } from '@alert-button/platform/builder.ts';
import { readMessages, type LoggedMessage } from '@alert-button/platform/messages/queue.ts';
import { permit } from '@alert-button/platform/policy.ts';
import type { DutyShift } from '../domain/duty-shift.ts';
import type { OfficerChannel } from '../domain/officer-channel.ts';
import type { PageLanguage } from '../domain/page-text.ts';
import { testSubject } from '../domain/page.ts';
import { isUuid } from '../domain/uuid.ts';
import { maySeePage, policy } from '../policy.ts';
import {
  masked,
  readChannels,
  readLanguage,
  readShiftChannels,
} from '../store/officer-channels.ts';
import type { PagedOfficer, PagingNeeds } from './own-paging.ts';

/** How the officer who asks is reached. Nobody reads how another is. */
export function createReadPaging({ database, sealer }: PagingNeeds) {
  return {
    readPaging({ viewer }: RequestContext): PagedOfficer {
      const { officerId } = permit(policy, 'paging', viewer);
      return { officerId };
    },

    async readOwnChannels({ viewer }: RequestContext): Promise<OfficerChannel[]> {
      const { officerId } = permit(policy, 'paging', viewer);
      return (await readChannels(database, sealer, officerId)).map(masked);
    },

    readPageLanguage({ viewer }: RequestContext): Promise<PageLanguage> {
      const { officerId } = permit(policy, 'paging', viewer);
      return readLanguage(database, officerId);
    },

    readTestPages({ viewer }: RequestContext): Promise<LoggedMessage[]> {
      const { officerId } = permit(policy, 'paging', viewer);
      return readMessages(database.pool, testSubject(officerId));
    },

    /** Null for whoever's shift it is not. */
    async readOwnShiftChannels(
      { viewer }: RequestContext,
      shift: DutyShift,
    ): Promise<OfficerChannel[] | null> {
      if (viewer.kind !== 'OFFICER' || viewer.officerId !== shift.officerId) return null;
      return (await readShiftChannels(database, sealer, shift)).map(masked);
    },

    /** What was sent about an alert: to the officer who asks, or, for administrators, to anybody. */
    async readPages({ viewer }: RequestContext, alertId: string): Promise<LoggedMessage[]> {
      const officer = permit(policy, 'pages', viewer);
      if (!isUuid(alertId)) return [];
      const pages = await readMessages(database.pool, alertId.toLowerCase());
      return pages.filter(({ recipient }) => maySeePage(officer, recipient));
    },
  };
}
