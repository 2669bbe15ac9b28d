import { expect, test } from '@jest/globals';
import {
  buildASTSchema,
  buildSchema,
  concatAST,
  Kind,
  parse,
  separateOperations,
  specifiedRules,
  validate,
  NoUnusedFragmentsRule,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { composeContracts } from '../contracts.ts';
import { places, today } from '../places.ts';
import { promisedOn } from './promise.ts';
import { readRelease } from './release.ts';

/* P15: what installed clients send, as the last release of the SDK has it, against today's code. */

const release = readRelease(places.released);
if (release === null) throw new Error('There is no release.');
const released = separateOperations(concatAST(release.operations.map(({ text }) => parse(text))));
const promised = buildASTSchema(promisedOn(today(), parse(release.api)));
const current = buildSchema(composeContracts().api);
// Operations carry a directive that tells the generator whose they are; clients do not send it.
const rules = specifiedRules.filter(
  ({ name }) => name !== NoUnusedFragmentsRule.name && name !== 'KnownDirectivesRule',
);
const mistakes = (schema: GraphQLSchema, document: DocumentNode) =>
  validate(schema, document, rules).map(({ message }) => message);

const stillPromised = Object.entries(released).filter(
  ([, document]) => mistakes(promised, document).length === 0,
);

test('there are operations of every kind to try', () => {
  const kinds = new Set(
    stillPromised.flatMap(([, { definitions }]) =>
      definitions.flatMap((node) =>
        node.kind === Kind.OPERATION_DEFINITION ? [node.operation as string] : [],
      ),
    ),
  );
  expect([...kinds].toSorted()).toEqual(['mutation', 'query', 'subscription']);
});

test.each(stillPromised)('P15: %s of the last release is still valid', (_name, document) => {
  expect(mistakes(current, document)).toEqual([]);
});
