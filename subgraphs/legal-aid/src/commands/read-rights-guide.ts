import type { RequestContext } from '@alert-button/platform/builder.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { defaultLanguage } from '../domain/language.ts';
import type { Library } from '../domain/library.ts';
import type { RightsGuide, RightsSituation } from '../domain/rights-guide.ts';
import { policy } from '../policy.ts';

/** The guide for one situation in the language that comes closest. */
export function createReadRightsGuide(library: Library) {
  return (
    { viewer }: RequestContext,
    situation: RightsSituation,
    language: string | null,
  ): RightsGuide | null => {
    permit(policy, 'rightsGuide', viewer);
    return library.find(situation, language ?? defaultLanguage);
  };
}
