import { ruleLanguages } from './parse-state-rules.ts';
import { defaultLanguage, matchLanguage } from './language.ts';
import { ruledStates, type RuledState, type StateRules, type StateSheet } from './state-rule.ts';

const isRuled = (state: string): state is RuledState =>
  (ruledStates as readonly string[]).includes(state);

/**
 * What differs in a state, in the language that comes closest; null for a state whose rules are not
 * told here.
 *
 * @param state postal abbreviation, in any case.
 */
export function stateSheet(
  all: StateRules,
  state: string,
  wanted: string = defaultLanguage,
): StateSheet | null {
  const code = state.toUpperCase();
  if (!isRuled(code)) return null;
  const language = matchLanguage(wanted, new Set<string>(ruleLanguages));
  const { version, publishedOn, reviewedBy } = all;
  return {
    version,
    publishedOn,
    reviewedBy,
    state: code,
    language,
    rules: all.rules
      .filter((rule) => rule.state === code)
      .map(({ topic, texts, source }) => ({ topic, text: texts[language] ?? '', source })),
    disclaimer: all.disclaimer[language] ?? '',
  };
}
