import type { RequestContext } from '@alert-button/platform/builder.ts';
import { permit } from '@alert-button/platform/policy.ts';
import type { Library } from '../domain/library.ts';
import type { RightsGuide } from '../domain/rights-guide.ts';
import { policy } from '../policy.ts';

/** All guides, or for each situation the one in the language that comes closest. */
export function createReadRightsGuides(library: Library) {
  return ({ viewer }: RequestContext, language: string | null): readonly RightsGuide[] => {
    permit(policy, 'rightsGuides', viewer);
    return language === null ? library.guides : library.inLanguage(language);
  };
}
