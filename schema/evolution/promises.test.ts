import { beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { places } from '../places.ts';
import { readRelease, type Release } from './release.ts';
import { report, type Report } from './report.ts';

/*
 * The real contract of the last release, broken on purpose: what the check would say. The release
 * is read as it stands, so these tests do not depend on what happens to be in the code today.
 */

let release: Release;

beforeAll(() => {
  const last = readRelease(places.released);
  if (last === null) throw new Error('There is no release.');
  release = last;
});

/** The report on the released contract with parts of it replaced; each has to be there. */
function reportOn(...edits: readonly [part: RegExp, by: string][]): Promise<Report> {
  const changed = edits.reduce((api, [part, by]) => {
    expect(api).toMatch(part);
    return api.replace(part, by);
  }, release.api);
  expect(() => buildSchema(changed)).not.toThrow();
  return report(release, changed, '2026-11-23');
}

test('the contract as it was released breaks nothing', async () => {
  expect(await reportOn()).toEqual({ broken: [], dangerous: [] });
});

test('a removed field that the person’s operations use is told with them', async () => {
  const { broken } = await reportOn([/\n {2}maskedPhone: String\n/, '\n  another: String\n']);
  expect(broken).toHaveLength(1);
  expect(broken[0]).toMatch(
    /^Field `maskedPhone` was removed from object type `EmergencyContact`: this breaks the SDK’s /,
  );
  expect(broken[0]).toMatch(
    /operations for person \(.*(OwnData|EmergencyContact).*\), and clients /,
  );
  expect(broken[0]).toMatch(/documents of their own that use EmergencyContact\.maskedPhone\.$/);
});

test('a field that may be null now breaks whoever reads it', async () => {
  const { broken } = await reportOn([/keys: \[ApiKey!\]!/, 'keys: [ApiKey!]']);
  expect(broken).toHaveLength(1);
  expect(broken[0]).toMatch(
    /^Field `OrganisationAccount\.keys` changed type from `\[ApiKey!\]!` to `\[ApiKey!\]`: this /,
  );
  expect(broken[0]).toMatch(
    /operations for administrat(ion|or) \(.*Organisation.*\), and clients /,
  );
});

test('a removed value breaks whoever uses its enum', async () => {
  const { broken } = await reportOn([/\n {2}FALSE_ALARM\n/, '\n  MISTAKE\n']);
  expect(broken).toHaveLength(1);
  expect(broken[0]).toMatch(/^Enum value `FALSE_ALARM` was removed from enum `AlertOutcome`: /);
  expect(broken[0]).toContain('officer (');
  expect(broken[0]).toContain('organisation (');
  expect(broken[0]).toContain('documents of their own that use AlertOutcome.');
});

test('an input field that is required now breaks whoever sends the input', async () => {
  const { broken } = await reportOn([/\n {2}pin: String\n/, '\n  pin: String!\n']);
  expect(broken).toEqual([
    'Input field `CancelAlertInput.pin` changed type from `String` to `String!`: this breaks the ' +
      'SDK’s operations for person (CancelAlert), and clients with documents of their own that ' +
      'use CancelAlertInput.pin.',
  ]);
});

test('a new required input field breaks them as well', async () => {
  const { broken } = await reportOn([/(input CancelAlertInput \{)/, '$1\n  why: String!']);
  expect(broken).toHaveLength(1);
  expect(broken[0]).toContain('`why` of type `String!` was added');
  expect(broken[0]).toContain('person (CancelAlert)');
});

test('what no operation of the SDK uses breaks clients with documents of their own', async () => {
  const { broken } = await reportOn([/\n {2}website: String\n/, '\n  another: String\n']);
  expect(broken).toEqual([
    'Field `website` was removed from object type `Consulate`: this breaks clients with ' +
      'documents of their own that use Consulate.website; no operation of the SDK does.',
  ]);
});

test('a removal beside an addition to the same type is still told', async () => {
  const { broken } = await reportOn([
    /type Desk \{[^]*?isInService: Boolean!/,
    'interface Named { id: ID! }\ntype Desk implements Named {\n  code: String!\n  consulate: Consulate\n  id: ID!',
  ]);
  expect(broken).toHaveLength(1);
  expect(broken[0]).toContain('`isInService` was removed');
});

test('an added field, type, argument with a default or input field breaks nothing', async () => {
  const { broken } = await reportOn(
    [/(type Desk \{)/, '$1\n  floor: Floor'],
    [/$/, '\ntype Floor { number: Int! }\n'],
    [/(input CancelAlertInput \{)/, '$1\n  why: String'],
    [/ {2}desks: \[Desk!\]/, '  desks(first: Int! = 100): [Desk!]'],
  );
  expect(broken).toEqual([]);
});

describe('what a client meets that it has not seen', () => {
  test('is told for a new value and a new member, and breaks nothing', async () => {
    const { broken, dangerous } = await reportOn(
      [/(enum AlertOutcome \{)/, '$1\n  LOST'],
      [/union CancelAlertResult =/, 'union CancelAlertResult = ConflictError |'],
    );
    expect(broken).toEqual([]);
    expect(dangerous).toHaveLength(2);
    expect(dangerous[0]).toMatch(/^Enum value `LOST` was added to enum `AlertOutcome`: this may /);
    expect(dangerous[1]).toContain('person (CancelAlert)');
  });
});
