import { permit } from '@alert-button/platform/policy.ts';
import { policy } from '../policy.ts';
import { listReleases, type OutcomeRelease } from '../store/outcome-releases.ts';
import { readPage, type Page, type PageInput } from './input.ts';
import type { Asking, Services } from './services.ts';

export type { OutcomeRelease };

/** What became of calls for help, for everybody; docs/decisions/0035 says how nobody is told of. @throws InvalidInputError */
export async function readOutcomes(
  { database }: Services,
  { viewer }: Asking,
  page: PageInput,
): Promise<Page<OutcomeRelease>> {
  permit(policy, 'publicOutcomes', viewer);
  return readPage(page, (wish) => listReleases(database, wish));
}
