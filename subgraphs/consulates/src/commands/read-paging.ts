import type { RequestContext } from '@alert-button/platform/builder.ts';
import {
  readMessages,
  readMutedWords,
  type LoggedMessage,
} from '@alert-button/platform/messages/queue.ts';
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

/** A page as somebody may see it. */
export interface SeenPage extends LoggedMessage {
  /** Of a drill, for the officer whom it would have reached. */
  readonly link: string | null;
}

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

    async readTestPages({ viewer }: RequestContext): Promise<SeenPage[]> {
      const { officerId } = permit(policy, 'paging', viewer);
      const pages = await readMessages(database.pool, testSubject(officerId));
      return pages.map((page) => ({ ...page, link: null }));
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
    async readPages({ viewer }: RequestContext, alertId: string): Promise<SeenPage[]> {
      const officer = permit(policy, 'pages', viewer);
      if (!isUuid(alertId)) return [];
      const pages = await readMessages(database.pool, alertId.toLowerCase());
      const seen = pages.filter(({ recipient }) => maySeePage(officer, recipient));
      return Promise.all(
        seen.map(async (page) => {
          const isOwnDrill = page.isMuted && page.recipient === officer.officerId;
          const words = isOwnDrill ? await readMutedWords(database.pool, sealer, page.id) : null;
          return { ...page, link: words?.link ?? null };
        }),
      );
    },
  };
}
