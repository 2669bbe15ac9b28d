import type { RequestContext } from '@alert-button/platform/builder.ts';
import type { PageLanguage } from '../domain/page-text.ts';
import { saveLanguage } from '../store/officer-channels.ts';
import type { ArrangeOwnPaging, PagedOfficer } from './own-paging.ts';

export interface PageLanguageInput {
  readonly language: PageLanguage;
}

/** In which language an officer is paged. */
export function createSetPageLanguage(arrange: ArrangeOwnPaging) {
  return (request: RequestContext, { language }: PageLanguageInput): Promise<PagedOfficer> =>
    arrange(request, 'setPageLanguage', async ({ officerId, transaction }) => {
      await saveLanguage(transaction, officerId, language);
      return { result: { officerId }, subjectId: officerId, outcome: 'DONE', facts: { language } };
    });
}
