import { expect, test } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { readActs } from './acts.ts';
import { writeErrors } from './write-errors.ts';

const schema = buildSchema(/* GraphQL */ `
  interface UserError {
    message: String!
  }
  "It is too late."
  type LateError implements UserError {
    message: String!
    "Until when it was possible."
    until: String!
  }
  type Query {
    thing: String
  }
  type SaveSuccess {
    id: ID!
  }
  union SaveResult = SaveSuccess | LateError
  type Mutation {
    save: SaveResult!
  }
`);

const write = (...documents: string[]) =>
  writeErrors(
    schema,
    readActs(
      schema,
      documents.map((document) => ({ document: parse(document) })),
    ),
  ).replaceAll(/\s+/g, ' ');

const fragment = 'fragment UserErrorSummary on UserError { __typename message }';

test('a user error becomes a class with its fields, documented as in the schema', () => {
  const text = write();
  expect(text).toContain('/** It is too late. */ export class LateError extends UserError {');
  expect(text).toContain(
    "/** Until when it was possible. */ readonly until: Facts<'LateError'>['until'];",
  );
  expect(text).toContain("super('LateError', facts.message); this.until = facts.until;");
  expect(text).toContain('export const userErrors = { LateError };');
});

test('a mutation must ask for its user errors whole, or the classes would lie', () => {
  const save = (selection: string) => `mutation Save @client(of: PERSON) { save { ${selection} } }`;
  expect(() => write(save('__typename'))).toThrow('The mutation save must spread UserErrorSummary');
  expect(() => write(save('...UserErrorSummary'), fragment)).not.toThrow();
});
