import { expect, test } from '@jest/globals';
import { policy } from './policy.ts';
import { subgraph } from './schema/index.ts';

test('every root field is in the catalogue, and nothing else is', () => {
  const fields = Object.keys(subgraph.schema.getQueryType()?.getFields() ?? {});
  const ours = fields.filter((name) => !name.startsWith('_'));
  expect(Object.keys(policy).sort()).toEqual(ours.sort());
});
