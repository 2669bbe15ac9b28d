import { inspect } from 'node:util';
import { describeFailure, UsageError } from './admin/admin-error.ts';
import { commands, help } from './admin/commands.ts';
import { connect } from './admin/connect.ts';
import { readCommand } from './admin/read-command.ts';

/*
 * What administrators do, from the command line, through the public door like everybody else:
 *
 *   npm run admin -- organisations list
 *
 * Ends with 0 when it is done, 1 when it was refused or failed, 2 when it was not understood.
 */
async function administer(words: readonly string[]): Promise<void> {
  if (words.includes('--help') || words[0] === 'help') return print(help());
  const { command, given, url, isJson } = readCommand(words, commands);
  const client = await connect(url, process.env);
  try {
    const { lines, json } = await command.run(client, given);
    print(isJson ? [JSON.stringify(json, null, 2)] : lines);
  } finally {
    client.close();
  }
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

try {
  await administer(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`alert-button: ${describeFailure(error) ?? inspect(error)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
