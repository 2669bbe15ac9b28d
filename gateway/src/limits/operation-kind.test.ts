import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { operationKind } from './operation-kind.ts';

test.each([
  ['{ consulates { id } }', undefined, 'READ'],
  ['subscription { alertFeed { id } }', undefined, 'READ'],
  ['mutation { cancelAlert { id } }', undefined, 'WRITE'],
  ['mutation { raiseAlert { id } }', undefined, 'RAISE'],
  ['mutation { receiveText { id } }', undefined, 'RAISE'],
  ['mutation { harmless: enrolPerson { id } }', undefined, 'ENROL'],
  ['mutation { raiseAlert: enrolPerson { id } }', undefined, 'ENROL'],
  [
    'mutation { __typename ...M } fragment M on Mutation { ... { enrolPerson { id } } }',
    undefined,
    'ENROL',
  ],
  ['mutation { ...M } fragment M on Mutation { ...M }', undefined, 'WRITE'],
  ['query A { a } mutation B { raiseAlert { id } }', 'B', 'RAISE'],
  ['query A { a } mutation B { raiseAlert { id } }', 'A', 'READ'],
  ['query A { a } mutation B { raiseAlert { id } }', undefined, 'READ'],
])('%s is counted, as %s, for what it is', (text, name, kind) => {
  const document = parse(text);
  expect(operationKind(document, name)).toBe(kind);
  expect(operationKind(document, name)).toBe(kind);
});
