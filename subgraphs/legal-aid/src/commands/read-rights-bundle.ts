import { createHash } from 'node:crypto';
import { permit } from '@alert-button/platform/policy.ts';
import type { RequestContext } from '@alert-button/platform/builder.ts';
import { defaultLanguage } from '../domain/language.ts';
import type { Library } from '../domain/library.ts';
import { bundleOf, type RightsBundle } from '../domain/rights-bundle.ts';
import type { StateRules } from '../domain/state-rule.ts';
import { policy } from '../policy.ts';

/** What a phone keeps, and how it tells whether that is current. */
export interface HashedBundle extends RightsBundle {
  /** SHA-256 over all of it, in hex: the same texts have the same. */
  readonly contentHash: string;
}

/** All guides and rules of states in one language, for a phone to keep. */
export function createReadRightsBundle(library: Library, rules: StateRules) {
  return ({ viewer }: RequestContext, language: string | null): HashedBundle => {
    permit(policy, 'rightsBundle', viewer);
    const bundle = bundleOf(library, rules, language ?? defaultLanguage);
    const contentHash = createHash('sha256').update(JSON.stringify(bundle)).digest('hex');
    return { ...bundle, contentHash };
  };
}
