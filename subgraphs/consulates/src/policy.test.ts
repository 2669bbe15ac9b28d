import { expect, test } from '@jest/globals';
import { maySeeRoster, policy } from './policy.ts';
import { subgraph } from './schema/index.ts';

test('every root field is in the catalogue, and nothing else is', () => {
  const { schema } = subgraph;
  const fields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    Object.keys(type?.getFields() ?? {}),
  );
  const ours = fields.filter((name) => !name.startsWith('_'));
  expect(Object.keys(policy).sort()).toEqual(ours.sort());
});

test('a roster is seen by its desk and by administrators, and by nobody else', () => {
  const officer = { kind: 'OFFICER', officerId: 'one', desk: 'houston', role: 'OFFICER' } as const;
  expect(maySeeRoster(officer, 'houston')).toBe(true);
  expect(maySeeRoster(officer, 'dallas')).toBe(false);
  expect(maySeeRoster({ ...officer, role: 'OPERATOR' }, 'dallas')).toBe(false);
  expect(maySeeRoster({ ...officer, role: 'ADMINISTRATOR' }, 'dallas')).toBe(true);
  expect(maySeeRoster({ kind: 'ANONYMOUS' }, 'houston')).toBe(false);
});
