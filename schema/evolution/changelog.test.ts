import { describe, expect, test } from '@jest/globals';
import { changesSince } from './changes.ts';
import { bumpOf, nextVersion, withRelease, withUnreleased } from './changelog.ts';

const base = `
  type Query { "One." a: A b: Int }
  type A { c: Int }
  enum E { V }
  interface Named { c: Int }
`;

test.each([
  ['a field that is gone', (sdl: string) => sdl.replace(' b: Int', ''), 'major', '2.0.0'],
  ['a value that is new', (sdl: string) => sdl.replace('V', 'V W'), 'minor', '1.3.0'],
  [
    'a field that is new',
    (sdl: string) => sdl.replace('b: Int', 'b: Int d: Int'),
    'minor',
    '1.3.0',
  ],
  [
    'a deprecation',
    (sdl: string) => sdl.replace('b: Int', 'b: Int @deprecated(reason: "Use a.")'),
    'minor',
    '1.3.0',
  ],
  ['another description', (sdl: string) => sdl.replace('One.', 'Two.'), 'patch', '1.2.4'],
] as const)('%s makes the next release', async (_what, edit, bump, version) => {
  const found = bumpOf(await changesSince(base, edit(base)));
  expect(found).toBe(bump);
  expect(nextVersion('1.2.3', found)).toBe(version);
});

describe('the change log', () => {
  const release = { version: '0.1.0', date: '2026-11-22', api: base, operations: [] };
  const first = withRelease('', release, []);
  const after = `
    type Query { "Two." a: A d: D @deprecated(reason: "Use a. Removal on 2027-06-30.") }
    type A implements Named { e: Int }
    type D { "Told with its type." f: Int }
    enum E { V W }
    interface Named { e: Int }
  `;

  test('tells what is not released, each change once, the worst first', async () => {
    const text = withUnreleased(first, release, await changesSince(base, after));
    expect(text.slice(text.indexOf('## Unreleased'))).toMatchInlineSnapshot(`
     "## Unreleased

     To be 1.0.0.

     ### Breaking

     - Field \`b\` was removed from object type \`Query\`
     - Field \`c\` was removed from object type \`A\`
     - Field \`c\` was removed from interface \`Named\`

     ### May surprise

     - \`A\` object implements \`Named\` interface
     - Enum value \`W\` was added to enum \`E\`

     ### Deprecated

     - \`Query.d\` is deprecated: Use a. Removal on 2027-06-30.

     ### Added

     - Type \`D\` was added
     - Field \`d\` was added to object type \`Query\`
     - Field \`e\` was added to object type \`A\`
     - Field \`e\` was added to interface \`Named\`

     ### Otherwise changed

     - Field \`Query.a\` description changed from \`One.\` to \`Two.\`

     ## 0.1.0 (2026-11-22)

     The first release.
     "
    `);
  });

  test('is the same when it is made again', async () => {
    const changes = await changesSince(base, after);
    const once = withUnreleased(first, release, changes);
    expect(withUnreleased(once, release, changes)).toBe(once);
  });

  test('keeps what was told of releases, newest first', async () => {
    const changes = await changesSince(base, after);
    const unreleased = withUnreleased(first, release, changes);
    const text = withRelease(unreleased, { version: '1.0.0', date: '2026-12-01' }, changes);
    const headings = text.split('\n').filter((line) => line.startsWith('## '));
    expect(headings).toEqual(['## Unreleased', '## 1.0.0 (2026-12-01)', '## 0.1.0 (2026-11-22)']);
    expect(text).toContain('## Unreleased\n\nNothing.\n\n## 1.0.0');
    expect(text).toContain('The first release.');
  });
});
