import { isDate, Reader } from './reader.ts';
import { ruledStates, stateTopics, type StateRule, type StateRules } from './state-rule.ts';

/** In which every text is there; others may be. */
export const ruleLanguages = ['es', 'en'] as const;

const byName = <Name extends string>(names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, name])) as Record<Name, Name>;

function readTexts(reader: Reader, value: unknown, place: string): Record<string, string> {
  const fields = reader.object(value, place);
  return Object.fromEntries(
    ruleLanguages.map((language) => [language, reader.text(fields, language, place)]),
  );
}

function readRule(reader: Reader, value: unknown, place: string): StateRule {
  const fields = reader.object(value, place);
  return {
    state: reader.oneOf(fields, 'state', place, byName(ruledStates)),
    topic: reader.oneOf(fields, 'topic', place, byName(stateTopics)),
    texts: readTexts(reader, fields['texts'], `${place}.texts`),
    source: reader.textOrNull(fields, 'source', place),
  };
}

/**
 * Reads the shipped rules of states: every topic for every state once, in Spanish and English, each
 * with its source or marked as having none.
 *
 * @throws ShippedDataError listing all that is wrong.
 */
export function parseStateRules(value: unknown): StateRules {
  const reader = new Reader();
  const fields = reader.object(value, 'file');
  const rules = reader
    .list(fields['rules'], 'rules')
    .map((rule, index) => readRule(reader, rule, `rules[${index}]`));
  const names = rules.map(({ state, topic }) => `${state} ${topic}`);
  for (const wanted of ruledStates.flatMap((state) =>
    stateTopics.map((topic) => `${state} ${topic}`),
  )) {
    const times = names.filter((name) => name === wanted).length;
    if (times !== 1) reader.fault('rules', `must have ${wanted} once, not ${times} times`);
  }
  const parsed = {
    version: reader.version(fields, 'file'),
    publishedOn: reader.pattern(fields, 'publishedOn', 'file', isDate),
    reviewedBy: reader.textOrNull(fields, 'reviewedBy', 'file'),
    disclaimer: readTexts(reader, fields['disclaimer'], 'disclaimer'),
    rules,
  };
  reader.done();
  return parsed;
}
