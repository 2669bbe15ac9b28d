import { describe, expect, test } from '@jest/globals';
import { buildSchema, parse, type DocumentNode } from 'graphql';
import { oddFields, oddTypes, undatedDeprecations } from './fields.ts';
import { oddLists, oddPages } from './lists.ts';
import { inputsWithoutTarget, oddMutations, oddQueries, oddSubscriptions } from './roots.ts';
import { oddErrors, ownedTwice, requiredAcrossSubgraphs, unlikeTypes } from './sharing.ts';

// A rule that finds nothing proves nothing until it has found something.

type Case = [
  about: string,
  rule: (document: DocumentNode) => string[],
  bad: string,
  found: string[],
];

const cases: readonly Case[] = [
  [
    'a query that searches by its name',
    oddQueries,
    'type Query { getAlerts: Int listAlerts: Int listing: Int }',
    ['Query.getAlerts', 'Query.listAlerts'],
  ],
  [
    'a query that may not be null',
    oddQueries,
    'type Query { alerts: [Alert!]! }',
    ['Query.alerts'],
  ],
  [
    'a query that every subgraph would claim',
    oddQueries,
    'type Query { node(id: ID!): Alert nodes: Int }',
    ['Query.node', 'Query.nodes'],
  ],
  [
    'a mutation with arguments of its own',
    oddMutations,
    `type Mutation { closeAlert(id: ID!, note: String): CloseAlertResult! }
     union CloseAlertResult = CloseAlertSuccess type CloseAlertSuccess { alert: Alert! }`,
    ['Mutation.closeAlert takes not one input: CloseAlertInput!'],
  ],
  [
    'a mutation that returns no union',
    oddMutations,
    'type Mutation { closeAlert(input: CloseAlertInput!): Alert! }',
    [
      'Mutation.closeAlert returns not CloseAlertResult!',
      'Mutation.closeAlert succeeds not with CloseAlertSuccess',
    ],
  ],
  [
    'a mutation that fails with something else than an error',
    oddMutations,
    `type Mutation { closeAlert(input: CloseAlertInput!): CloseAlertResult! }
     union CloseAlertResult = CloseAlertSuccess | Alert type CloseAlertSuccess { alert: Alert! }`,
    ['Mutation.closeAlert fails with something else than an error'],
  ],
  [
    'a success that names nothing',
    oddMutations,
    `type Mutation { closeAlert(input: CloseAlertInput!): CloseAlertResult! }
     union CloseAlertResult = CloseAlertSuccess type CloseAlertSuccess { data: Alert! }`,
    ['Mutation.closeAlert names not what it did it to'],
  ],
  [
    'a mutation with an empty verb',
    oddMutations,
    `type Mutation { processAlert(input: ProcessAlertInput!): ProcessAlertResult! }
     union ProcessAlertResult = ProcessAlertSuccess type ProcessAlertSuccess { alert: Alert! }`,
    ['Mutation.processAlert has no verb of its own'],
  ],
  [
    'a subscription that is no feed',
    oddSubscriptions,
    'type Subscription { alertRaised(after: String): FeedItem! }',
    ['Subscription.alertRaised'],
  ],
  [
    'a feed that does not resume',
    oddSubscriptions,
    'type Subscription { alertFeed: FeedItem! }',
    ['Subscription.alertFeed'],
  ],
  [
    'a feed with items of its own',
    oddSubscriptions,
    'type Subscription { alertFeed(after: String): Alert! }',
    ['Subscription.alertFeed'],
  ],
  [
    'errors by name or by interface alone',
    oddErrors,
    `interface UserError { message: String! }
     type TooLate implements UserError { message: String! } type LateError { message: String! }`,
    ['TooLate', 'LateError'],
  ],
  [
    'a name that belongs to all',
    oddTypes,
    'type Status { a: Int } enum Kind { A }',
    ['Status', 'Kind'],
  ],
  ['a scalar of unknown form', oddTypes, 'scalar JSON scalar DateTime', ['JSON']],
  [
    'a boolean that is no question',
    oddFields,
    'type Alert { open: Boolean! } input A { open: Boolean }',
    ['Alert.open', 'A.open'],
  ],
  [
    'success as a boolean',
    oddFields,
    'type CloseAlertSuccess { success: Boolean! clientMutationId: String }',
    ['CloseAlertSuccess.success', 'CloseAlertSuccess.clientMutationId'],
  ],
  [
    'a moment without At',
    oddFields,
    'type Alert { closed: DateTime openedAt: String at: DateTime what: String }',
    ['Alert.closed', 'Alert.openedAt'],
  ],
  [
    'a day without On',
    oddFields,
    'type Guide { published: Date checkedOn: String reason: String }',
    ['Guide.published', 'Guide.checkedOn'],
  ],
  [
    'an id that is none',
    oddFields,
    'type Alert { id: ID desk: Desk } input A { deskId: String! deskIds: [Int!] }',
    ['Alert.id', 'A.deskId', 'A.deskIds'],
  ],
  [
    'a bare id in place of the thing',
    oddFields,
    'type Alert { personId: ID! } input A { personId: ID! }',
    ['Alert.personId'],
  ],
  [
    'a hole in a list',
    oddFields,
    'type Alert { notes: [String]! } input A { notes: [String] }',
    ['Alert.notes', 'A.notes'],
  ],
  [
    'an argument against the habits',
    oddFields,
    'type Query { alerts(open: Boolean): Int }',
    ['Query.alerts.open'],
  ],
  [
    'a list without an end',
    oddLists,
    'type Desk { alerts: [Alert!]! codes: [String!]! } type Alert { id: ID! }',
    ['Desk.alerts'],
  ],
  [
    'a cut of unknown length',
    oddLists,
    'type Desk { alerts(first: Int): [Alert!]! } type Alert { id: ID! }',
    ['Desk.alerts'],
  ],
  [
    'a page that cannot be turned',
    oddLists,
    'type Query { alerts(first: Int! = 20): AlertPage }',
    ['Query.alerts'],
  ],
  ['a cursor to nothing', oddLists, 'type Query { alert(after: String): Alert }', ['Query.alert']],
  [
    'a page without nodes',
    oddPages,
    'type AlertPage { alerts: [Alert!]! pageInfo: PageInfo! }',
    ['AlertPage'],
  ],
  [
    'a page under another name',
    oddPages,
    'type Alerts { nodes: [Alert!]! pageInfo: PageInfo! }',
    ['Alerts'],
  ],
  [
    'a connection without edges',
    oddPages,
    'type AlertConnection { nodes: [Alert!]! pageInfo: PageInfo! }',
    ['AlertConnection'],
  ],
  [
    'an edge without a cursor',
    oddPages,
    `type AlertConnection { nodes: [Alert!]! edges: [AlertEdge!]! pageInfo: PageInfo! }
     type AlertEdge { node: Alert! }`,
    ['AlertConnection'],
  ],
  [
    'a deprecation without a date, or without a successor',
    undatedDeprecations,
    `type Alert { a: Int @deprecated b: Int @deprecated(reason: "Use c.")
       c: Int @deprecated(reason: "Use d. Removal on 2027-06-30.") }
     enum E { A @deprecated(reason: "Removal on 2027-06-30.") } input I { a: Int @deprecated }`,
    ['Alert.a', 'Alert.b', 'E.A', 'I.a'],
  ],
  [
    'what needs another subgraph and may not be null',
    (document) => requiredAcrossSubgraphs(document, (entity) => entity === 'Alert'),
    `type Desk @key(fields: "id", resolvable: false) { id: ID! }
     type Person @key(fields: "id") { id: ID! alerts: [Alert!]! }
     type Alert @key(fields: "id") { id: ID! desk: Desk! former: Desk }`,
    ['Person.alerts', 'Alert.desk'],
  ],
];

test.each(cases)('%s is found', (_about, rule, bad, found) => {
  expect(rule(parse(bad))).toEqual(found);
});

test('an input that does not begin with what the act is done to is found', () => {
  const schema = buildSchema(`
    type Query { a: Int }
    type Mutation {
      closeAlert(input: CloseAlertInput!): Int
      openAlert(input: OpenAlertInput!): Int
      lockAlert(input: LockAlertInput!): Int
    }
    input CloseAlertInput { alertId: ID! note: String }
    input OpenAlertInput { note: String alertId: ID! }
    input LockAlertInput { alertId: String! }
  `);
  expect(inputsWithoutTarget(schema)).toEqual(['Mutation.openAlert', 'Mutation.lockAlert']);
});

describe('between subgraphs', () => {
  const documents = [
    'enum Basis { A } type LateError { message: String! } type NotFoundError { message: String! }',
    'enum Basis { A } type LateError { message: String! } type NotFoundError { message: String }',
  ].map((sdl) => parse(sdl));

  test('a shared error that differs is found', () => {
    expect(unlikeTypes(documents)).toEqual(['NotFoundError']);
  });

  test('an enum or an error with two owners is found', () => {
    expect(ownedTwice(documents)).toEqual(['Basis', 'LateError']);
  });
});
