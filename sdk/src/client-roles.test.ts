import { describe, expect, test } from '@jest/globals';
import { matrix, type Principal, type Root } from '../../gateway/tests/matrix-table.ts';
import { administratorOperations } from './_generated/administrator.ts';
import { followerOperations } from './_generated/follower.ts';
import { officerOperations } from './_generated/officer.ts';
import { operatorOperations } from './_generated/operator.ts';
import { organisationOperations } from './_generated/organisation.ts';
import { personOperations } from './_generated/person.ts';
import { textsOperations } from './_generated/texts.ts';
import type { OperationTable } from './client.ts';

/*
 * What a client offers, its role may use: by the table of who gets what, which the end-to-end tests
 * hold the service to.
 */

/** Some acts are for the desk that was asked by another's. */
const officers: readonly Principal[] = ['officer', 'otherOfficer'];

/** Whose row says what a role may do. */
const clients: readonly (readonly [string, object, readonly Principal[]])[] = [
  ['person', personOperations, ['person']],
  [
    'organisation',
    organisationOperations,
    ['raisingOrganisation', 'followingOrganisation', 'provider'],
  ],
  ['officer', officerOperations, officers],
  // The alert of the table is on another desk than the operator's; at a desk of their own they are
  // officers.
  ['operator', operatorOperations, [...officers, 'operator']],
  ['administrator', administratorOperations, ['administrator']],
  ['follower', followerOperations, ['anonymous']],
  ['text service', textsOperations, ['textService']],
];

const roots = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' } as const;

describe.each(clients)('the client of a %s', (_role, operations, principals) => {
  test.each(
    Object.values(operations as OperationTable).map(({ name, kind, root }) => [
      name,
      roots[kind],
      root,
    ]),
  )('may send %s', (_name, kind, root) => {
    const row = matrix[kind as Root][root ?? ''];
    expect(principals.map((principal) => row?.[principal])).toContain('ALLOWED');
  });
});
