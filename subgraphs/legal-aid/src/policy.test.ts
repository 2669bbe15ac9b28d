import { expect, test } from '@jest/globals';
import { policy } from './policy.ts';
import { subgraph } from './schema/index.ts';

test('every root field is in the catalogue, and nothing else is', () => {
  const roots = [subgraph.schema.getQueryType(), subgraph.schema.getMutationType()];
  const fields = roots.flatMap((root) => Object.keys(root?.getFields() ?? {}));
  const ours = fields.filter((name) => !name.startsWith('_'));
  expect(Object.keys(policy).sort()).toEqual(ours.sort());
});
