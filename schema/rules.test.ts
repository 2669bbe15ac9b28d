import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { policy as alertsPolicy } from '@alert-button/alerts/policy.ts';
import { policy as consulatesPolicy } from '@alert-button/consulates/policy.ts';
import { policy as legalAidPolicy } from '@alert-button/legal-aid/policy.ts';
import { policy as peoplePolicy } from '@alert-button/people/policy.ts';
import { contracts, subgraphs } from './contracts.ts';
import { exceptions } from './rules/exceptions.ts';
import { oddFields, oddTypes, undatedDeprecations } from './rules/fields.ts';
import { oddLists, oddPages } from './rules/lists.ts';
import { inputsWithoutTarget, oddMutations, oddQueries, oddSubscriptions } from './rules/roots.ts';
import { namedOf, rootFields, rootNames } from './rules/sdl.ts';
import { oddErrors, ownedTwice, requiredAcrossSubgraphs, unlikeTypes } from './rules/sharing.ts';
import { subgraphNames, type SubgraphName } from './subgraphs.ts';

// Casing and descriptions are the linter's: eslint.config.js.

const policies: Record<SubgraphName, object> = {
  people: peoplePolicy,
  consulates: consulatesPolicy,
  alerts: alertsPolicy,
  'legal-aid': legalAidPolicy,
};

/** Whose each entity is; others may add to it what they know themselves, and it may be null. */
const owners: Record<string, SubgraphName> = {
  Person: 'people',
  Consulate: 'consulates',
  Desk: 'consulates',
  Alert: 'alerts',
  DetentionFacility: 'legal-aid',
  Matter: 'legal-aid',
};

const documentOf = (name: SubgraphName) => parse(contracts[name]);

describe.each(subgraphNames)('the contract of %s', (name) => {
  const document = documentOf(name);

  test('has queries that are nouns and may be null', () => {
    expect(oddQueries(document)).toEqual([]);
  });

  test('has mutations that take one input and answer with a union', () => {
    expect(oddMutations(document)).toEqual([]);
  });

  test('has inputs that begin with the id of what the act is done to', () => {
    expect(inputsWithoutTarget(subgraphs[name].schema)).toEqual([]);
  });

  test('has subscriptions that are feeds', () => {
    expect(oddSubscriptions(document)).toEqual([]);
  });

  test('has errors that are user errors by name and by interface', () => {
    expect(oddErrors(document)).toEqual([]);
  });

  test('takes no name that belongs to all, and no scalar of unknown form', () => {
    expect(oddTypes(document)).toEqual([]);
  });

  test('names booleans, times, days and ids as such, and has no holes in its lists', () => {
    expect(oddFields(document)).toEqual([]);
  });

  test('has lists that are short, or cut, or pages of one shape', () => {
    expect([...oddLists(document), ...oddPages(document)]).toEqual([]);
  });

  test('lets be null whatever needs another subgraph', () => {
    expect(requiredAcrossSubgraphs(document, (entity) => owners[entity] === name)).toEqual([]);
  });

  test('says of everything deprecated what to use and until when it stays', () => {
    expect(undatedDeprecations(document)).toEqual([]);
  });

  test('has a permission for every root field, and for nothing else', () => {
    const fields = rootNames.flatMap((root) =>
      rootFields(document, root).map((field) => field.name.value),
    );
    expect(Object.keys(policies[name]).toSorted()).toEqual(fields.toSorted());
  });
});

test('what several contracts share is the same in all of them', () => {
  expect(unlikeTypes(subgraphNames.map(documentOf))).toEqual([]);
});

test('enums and all but three errors have one owner', () => {
  expect(ownedTwice(subgraphNames.map(documentOf))).toEqual([]);
});

test('every exception from the rules is one of something that is there', () => {
  const present = new Set(
    subgraphNames.flatMap((name) => namedOf(documentOf(name)).map(({ path }) => path)),
  );
  const named = Object.values(exceptions).flatMap((table) => Object.keys(table));
  expect(named.filter((path) => !present.has(path))).toEqual([]);
});
