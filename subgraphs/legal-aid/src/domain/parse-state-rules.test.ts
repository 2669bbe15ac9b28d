import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { parseStateRules } from './parse-state-rules.ts';
import { ruledStates, stateTopics } from './state-rule.ts';

const file = new URL('../../data/state-rules.json', import.meta.url);
const shipped = JSON.parse(await readFile(file, 'utf8')) as {
  rules: { state: string; topic: string; texts: Record<string, string>; source: string | null }[];
};
const changed = (change: (copy: typeof shipped) => void) => {
  const copy = structuredClone(shipped);
  change(copy);
  return () => parseStateRules(copy);
};

test('what is shipped says something on every topic for every state, and no lawyer has read it', () => {
  const { rules, reviewedBy } = parseStateRules(shipped);
  expect(rules).toHaveLength(ruledStates.length * stateTopics.length);
  expect(reviewedBy).toBeNull();
});

test('a rule that is missing, there twice, of no known state or without a text is named', () => {
  expect(changed(({ rules }) => rules.splice(0, 1))).toThrow(
    'rules must have TX GIVING_YOUR_NAME once, not 0 times',
  );
  expect(changed(({ rules }) => rules.push(...structuredClone(rules.slice(3, 4))))).toThrow(
    'rules must have CA GIVING_YOUR_NAME once, not 2 times',
  );
  expect(changed(({ rules }) => Object.assign(rules[0] ?? {}, { state: 'Texas' }))).toThrow(
    'rules[0].state is not known',
  );
  expect(changed(({ rules }) => Object.assign(rules[0]?.texts ?? {}, { en: ' ' }))).toThrow(
    'rules[0].texts.en must be a text',
  );
});

test('whether a rule rests on a law has to be said', () => {
  expect(changed(({ rules }) => Reflect.deleteProperty(rules[0] ?? {}, 'source'))).toThrow(
    'rules[0].source must be a text',
  );
});
