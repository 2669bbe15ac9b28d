import type { Library } from './library.ts';
import type { RightsGuide } from './rights-guide.ts';
import { staleFrom } from './staleness.ts';
import { stateSheet } from './state-sheet.ts';
import { ruledStates, type StateRules, type StateSheet } from './state-rule.ts';

/** Everything a phone keeps so that rights can be read without a network, in one language. */
export interface RightsBundle {
  /** The day from which the oldest part is stale; ISO 8601. */
  readonly expiresOn: string;
  readonly guides: readonly RightsGuide[];
  readonly stateSheets: readonly StateSheet[];
}

/** @param language what is not there in it is there in the language that comes closest. */
export function bundleOf(library: Library, rules: StateRules, language: string): RightsBundle {
  const guides = library.inLanguage(language);
  const stateSheets = ruledStates
    .map((state) => stateSheet(rules, state, language))
    .filter((sheet) => sheet !== null);
  const [expiresOn = ''] = [...guides, ...stateSheets]
    .map(({ publishedOn }) => staleFrom(publishedOn))
    .toSorted();
  return { expiresOn, guides, stateSheets };
}
