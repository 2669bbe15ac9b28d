import { permit } from '@alert-button/platform/policy.ts';
import type { RequestContext } from '@alert-button/platform/builder.ts';
import { defaultLanguage } from '../domain/language.ts';
import type { StateRules, StateSheet } from '../domain/state-rule.ts';
import { stateSheet } from '../domain/state-sheet.ts';
import { policy } from '../policy.ts';

/** What differs in one state; null for a state whose rules are not told here. */
export function createReadStateSheet(rules: StateRules) {
  return (
    { viewer }: RequestContext,
    state: string,
    language: string | null,
  ): StateSheet | null => {
    permit(policy, 'stateRules', viewer);
    return stateSheet(rules, state, language ?? defaultLanguage);
  };
}
