import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { policy as alertsPolicy } from '@alert-button/alerts/policy.ts';
import { subgraph as alerts } from '@alert-button/alerts/schema/index.ts';
import { policy as consulatesPolicy } from '@alert-button/consulates/policy.ts';
import { subgraph as consulates } from '@alert-button/consulates/schema/index.ts';
import { policy as legalAidPolicy } from '@alert-button/legal-aid/policy.ts';
import { subgraph as legalAid } from '@alert-button/legal-aid/schema/index.ts';
import { policy as peoplePolicy } from '@alert-button/people/policy.ts';
import { subgraph as people } from '@alert-button/people/schema/index.ts';
import {
  badCasing,
  oddErrors,
  oddFields,
  oddMutations,
  oddQueries,
  requiredAcrossSubgraphs,
  rootFields,
  undatedDeprecations,
  undescribed,
  unlikeTypes,
} from './rules.ts';
import { subgraphNames, type SubgraphName } from './subgraphs.ts';

const contracts: Record<SubgraphName, { sdl: string; policy: object }> = {
  people: { sdl: people.sdl, policy: peoplePolicy },
  consulates: { sdl: consulates.sdl, policy: consulatesPolicy },
  alerts: { sdl: alerts.sdl, policy: alertsPolicy },
  'legal-aid': { sdl: legalAid.sdl, policy: legalAidPolicy },
};

/** Whose each entity is; others may add to it what they know themselves, and it may be null. */
const owners: Record<string, SubgraphName> = {
  Person: 'people',
  Consulate: 'consulates',
  Desk: 'consulates',
  Alert: 'alerts',
  DetentionFacility: 'legal-aid',
};

const documentOf = (name: SubgraphName) => parse(contracts[name].sdl);

describe.each(subgraphNames)('the contract of %s', (name) => {
  const document = documentOf(name);

  test('has types in PascalCase, fields in camelCase, values in SCREAMING_SNAKE_CASE', () => {
    expect(badCasing(document)).toEqual([]);
  });

  test('describes every type, field, argument and value', () => {
    expect(undescribed(document)).toEqual([]);
  });

  test('has mutations that take one input and answer with a union', () => {
    expect(oddMutations(document)).toEqual([]);
  });

  test('has errors that are user errors by name and by interface', () => {
    expect(oddErrors(document)).toEqual([]);
  });

  test('has queries that are nouns and may be null', () => {
    expect(oddQueries(document)).toEqual([]);
  });

  test('names booleans and times as such, and has no holes in its lists', () => {
    expect(oddFields(document)).toEqual([]);
  });

  test('lets be null whatever needs another subgraph', () => {
    expect(requiredAcrossSubgraphs(document, (entity) => owners[entity] === name)).toEqual([]);
  });

  test('says of everything deprecated what to use and until when it stays', () => {
    expect(undatedDeprecations(document)).toEqual([]);
  });

  test('has a permission for every root field, and for nothing else', () => {
    const fields = (['Query', 'Mutation', 'Subscription'] as const).flatMap((root) =>
      rootFields(document, root).map((field) => field.name.value),
    );
    expect(Object.keys(contracts[name].policy).toSorted()).toEqual(fields.toSorted());
  });
});

test('what several contracts share is the same in all of them', () => {
  expect(unlikeTypes(subgraphNames.map(documentOf))).toEqual([]);
});

// A rule that finds nothing proves nothing until it has found something.
describe('the rules', () => {
  const wrong = parse(`
    "Described." type Query {
      "Described." getAlerts: [Alert!]
      "Described." alerts: [Alert!]!
      "Described." node("Described." id: ID!): Alert
      undescribed("Described." Argument: Int, undescribed: Int): Int
    }
    "Described." type Mutation {
      "Described." updateAlert("Described." id: ID!, "Described." text: String): Alert!
      "Described." closeAlert("Described." input: CloseInput): CloseAlertResult!
    }
    "Described." input CloseInput { undescribed: ID! }
    "Described." union CloseAlertResult = Alert | CloseAlertSuccess
    "Described." type CloseAlertSuccess { "Described." data: Alert! }
    "Described." interface UserError { "Described." message: String! }
    "Described." type TooLate implements UserError { "Described." message: String! }
    "Described." type LateError { "Described." message: String! }
    "Described." type Desk @key(fields: "id", resolvable: false) { "Described." id: ID! }
    "Described." type Person @key(fields: "id") {
      "Described." id: ID!
      "Described." alerts: [Alert!]!
    }
    "Described." type Alert @key(fields: "id") {
      "Described." id: ID!
      "Described." desk: Desk!
      "Described." open: Boolean!
      "Described." raised: String! @deprecated
      "Described." closed: DateTime @deprecated(reason: "Use closedAt. Removal on 2027-06-30.")
      "Described." Notes: [String]
    }
    "Described." scalar DateTime
    type undescribed_type { "Described." id: ID! }
    "Described." enum Kind { "Described." lower undescribed }
  `);

  test.each<[string, string[], string[]]>([
    [
      'casing',
      badCasing(wrong),
      [
        'Query.undescribed.Argument',
        'Alert.Notes',
        'undescribed_type',
        'Kind.lower',
        'Kind.undescribed',
      ],
    ],
    [
      'descriptions',
      undescribed(wrong),
      [
        'Query.undescribed',
        'Query.undescribed.undescribed',
        'CloseInput.undescribed',
        'undescribed_type',
        'Kind.undescribed',
      ],
    ],
    [
      'mutations',
      oddMutations(wrong),
      [
        'Mutation.updateAlert has no verb of its own',
        'Mutation.updateAlert takes not one input: UpdateAlertInput!',
        'Mutation.updateAlert returns not UpdateAlertResult!',
        'Mutation.updateAlert succeeds not with UpdateAlertSuccess',
        'Mutation.closeAlert takes not one input: CloseAlertInput!',
        'Mutation.closeAlert fails with something else than an error',
        'Mutation.closeAlert names not what it did it to',
      ],
    ],
    ['errors', oddErrors(wrong), ['TooLate', 'LateError']],
    ['queries', oddQueries(wrong), ['Query.getAlerts', 'Query.alerts', 'Query.node']],
    ['fields', oddFields(wrong), ['Alert.open', 'Alert.closed', 'Alert.Notes']],
    [
      'nulls',
      requiredAcrossSubgraphs(wrong, (entity) => entity === 'Alert'),
      ['Person.alerts', 'Alert.desk'],
    ],
    ['deprecations', undatedDeprecations(wrong), ['Alert.raised']],
    [
      'sharing',
      unlikeTypes([wrong, parse('"Other." scalar DateTime "Described." type Query { a: Int }')]),
      ['DateTime'],
    ],
  ])('for %s find what is wrong', (_rule, found, expected) => {
    expect(found).toEqual(expected);
  });
});
