import { describe, expect, test } from '@jest/globals';
import { parse, print } from 'graphql';
import { brokenPromises } from './changes.ts';
import { promisedOn } from './promise.ts';

const released = `
  type Query {
    alert: Alert
    old: Old @deprecated(reason: "Use alert. Removal on 2027-06-30.")
  }
  type Alert { id: ID! kind: Kind! }
  enum Kind { A B @deprecated(reason: "Use A. Removal on 2027-06-30.") }
  type Old { part: OldPart undated: Int @deprecated(reason: "Use nothing.") }
  type OldPart implements Named { name: String! }
  interface Named { name: String! }
  type Other implements Named { name: String! }
`;
const without = released
  .replace(/old: Old .*/, '')
  .replace(/type Old .*/, '')
  .replace(/type OldPart .*/, '')
  .replace(/interface Named .*/, '')
  .replace(/type Other .*/, '')
  .replace(/ B @deprecated\(.*?\)/, '');

const broken = async (before: string, after: string, today: string) =>
  (await brokenPromises(before, after, today)).map(({ path }) => path);

describe('something deprecated with a date', () => {
  test('may not go before the day', async () => {
    expect(await broken(released, without, '2027-06-29')).toEqual(
      expect.arrayContaining(['Query.old', 'Kind.B', 'Old', 'OldPart']),
    );
  });

  test.each(['2027-06-30', '2028-01-01'])('may go on %s, with the types it led to', async (day) => {
    expect(await broken(released, without, day)).toEqual([]);
  });

  test('may stay beyond it', async () => {
    expect(await broken(released, released, '2028-01-01')).toEqual([]);
  });

  test('takes nothing else with it', async () => {
    const more = without.replace('id: ID!', '');
    expect(await broken(released, more, '2028-01-01')).toEqual(['Alert.id']);
  });
});

test('something deprecated without a date may never go', async () => {
  const after = released.replace(/ undated: Int @deprecated\(.*?\)/, '');
  expect(await broken(released, after, '2027-06-29')).toEqual(['Old.undated']);
});

test('a deprecation that was never released is none', async () => {
  const undeprecated = released.replace(/ @deprecated\(reason: "Use alert.*/, '');
  expect(await broken(undeprecated, without, '2028-01-01')).toContain('Query.old');
});

test('a type that something else leads to is still promised', () => {
  const rest = print(
    promisedOn('2028-01-01', parse(released.replace('id: ID!', 'id: ID! part: OldPart'))),
  );
  expect(rest).toContain('type OldPart');
  expect(rest).toContain('interface Named');
  expect(rest).not.toContain('type Old ');
  expect(rest).not.toContain('type Other');
});
