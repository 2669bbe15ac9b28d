import { describe, expect, test } from '@jest/globals';
import { NotFoundError } from '@alert-button/sdk';
import { describeFailure, UsageError } from './admin-error.ts';
import { commands, help } from './commands.ts';
import { connect } from './connect.ts';
import { readCommand } from './read-command.ts';
import { table } from './text.ts';

const read = (...words: string[]) => readCommand(words, commands);

describe('the command line', () => {
  test('finds the command, its operands and its options, in any order', () => {
    const { command, given, url, isJson } = read(
      ...['keys', 'create', '--json', 'an-id', '--environment', 'live', '--label', 'case line'],
      ...['--scopes', 'alerts:raise,alerts:follow', '--url', 'https://example.org/graphql'],
    );
    expect(command.usage).toBe('keys create <organisation-id>');
    expect(given.operand('organisation-id')).toBe('an-id');
    expect(given.option('label')).toBe('case line');
    expect(given.choice('environment', ['LIVE', 'TEST'])).toBe('LIVE');
    const scopes = given.choices('scopes', ['ALERTS_RAISE', 'ALERTS_FOLLOW']);
    expect(scopes).toEqual(['ALERTS_RAISE', 'ALERTS_FOLLOW']);
    expect({ url, isJson }).toEqual({ url: 'https://example.org/graphql', isJson: true });
  });

  test.each([
    [[], 'What to do?'],
    [['nonsense'], 'There is no such command'],
    [['organisations'], 'There is no such command'],
    [['organisations', 'create'], 'Usage: organisations create <name>'],
    [['organisations', 'list', 'more'], 'Usage: organisations list'],
    [['officers', 'revoke', 'one'], '--reason LEFT_POST'],
    [['officers', 'revoke', 'one', '--why', 'x'], "Unknown option '--why'"],
    [['export', '--url'], "Option '--url <value>' argument missing"],
  ])('refuses %j in one line', (words, reason) => {
    expect(() => read(...words)).toThrow(UsageError);
    expect(() => read(...words)).toThrow(reason);
    expect(() => read(...words)).toThrow(expect.not.objectContaining({ message: /\n/ }));
  });

  test('names the choices there are', () => {
    const { given } = read('officers', 'revoke', 'one', '--reason', 'boredom');
    expect(() => given.choice('reason', ['MISUSE', 'PRECAUTION'])).toThrow(
      '--reason must be one of MISUSE, PRECAUTION',
    );
  });

  test('describes every command', () => {
    for (const { usage } of commands) expect(help().join('\n')).toContain(usage);
  });
});

describe('the connection', () => {
  const token = { ADMIN_TOKEN: 'a-token' };

  test.each(['http://example.org/graphql', 'ftp://localhost/', 'example.org', ''])(
    'sends no token to %j',
    (url) => expect(connect(url, token)).rejects.toThrow('https address'),
  );

  test('wants a token for another system', async () => {
    await expect(connect('https://example.org/graphql', {})).rejects.toThrow('ADMIN_TOKEN');
  });
});

describe('what is printed', () => {
  test('says who would find what was not found', () => {
    const refused = new NotFoundError({
      __typename: 'NotFoundError',
      message: 'That was not found.',
    });
    expect(describeFailure(refused)).toContain('role ADMINISTRATOR');
    expect(describeFailure(new Error('a fault of ours'))).toBeUndefined();
  });

  test('keeps columns apart and the terminal as it is', () => {
    expect(
      table(
        ['A', 'B'],
        [
          ['long name', ''],
          ['\u001b[31m', 'x'],
        ],
        'none',
      ),
    ).toEqual(['A          B', 'long name  -', ' [31m      x']);
    expect(table(['A'], [], 'none')).toEqual(['none']);
  });
});
