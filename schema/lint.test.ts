import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';

// The rules that a library has are the linter's; here they are shown to be on.

const root = dirname(import.meta.dirname);

/** What the linter of this project says of a text, as `line rule`. */
function lint(path: string, text: string): string[] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules', 'eslint', 'bin', 'eslint.js'),
      ...['--stdin', '--stdin-filename', path, '--format', 'json'],
    ],
    { cwd: root, input: text, encoding: 'utf8' },
  );
  if (stdout === '') throw new Error(stderr);
  const [file] = JSON.parse(stdout) as { messages: { line: number; ruleId: string }[] }[];
  return (file?.messages ?? []).map(({ line, ruleId }) => `${line} ${ruleId.split('/').at(-1)}`);
}

test('the contract has its casing and a description on everything', () => {
  const bad = `"Described." type Query { "Described." Alerts("Described." First: Int): Int }
"Described." type alert { "Described." id: ID! }
"Described." enum Kind { "Described." lower }
type Undescribed { "Described." id: ID! }
"Described." type Desk { undescribed: ID! }
"Described." type Person { "Described." name(undescribed: Int): String }
"Described." input CloseInput { undescribed: ID! }
"Described." enum Sort { UNDESCRIBED }
"Described." union Both = Desk | Person
interface Nothing { "Described." id: ID! }
"Described." scalar Good`;
  expect(lint('schema/alerts.graphql', bad)).toEqual([
    '1 naming-convention',
    '1 naming-convention',
    '2 naming-convention',
    '3 naming-convention',
    '4 require-description',
    '5 require-description',
    '6 require-description',
    '7 require-description',
    '8 require-description',
    '10 require-description',
  ]);
});

test('operations have names, use what they declare, and ask for what is there', () => {
  const bad = `query { desks { id } }
query DesksAgain($unused: Int) { desks { id } }
query Offices { consulates { nothing } }`;
  expect(lint('sdk/operations/bad.graphql', bad)).toEqual([
    '1 lone-anonymous-operation',
    '1 no-anonymous-operations',
    '2 no-unused-variables',
    '3 fields-on-correct-type',
  ]);
});
