import { parseArgs } from 'node:util';
import { UsageError } from './admin-error.ts';
import { Given, type AdminCommand } from './command.ts';

export interface CommandLine {
  readonly command: AdminCommand;
  readonly given: Given;
  /** The service's GraphQL endpoint; undefined for the system that runs here. */
  readonly url: string | undefined;
  readonly isJson: boolean;
}

const isOperand = (word: string) => word.startsWith('<');

/**
 * Finds the command that was typed and what belongs to it.
 *
 * @throws UsageError in one line.
 */
export function readCommand(
  words: readonly string[],
  commands: readonly AdminCommand[],
): CommandLine {
  const command = commands.find(({ usage }) => {
    const names = usage.split(' ').filter((word) => !isOperand(word));
    return names.every((name, index) => words[index] === name);
  });
  if (command === undefined) {
    const typed = words.filter((word) => !word.startsWith('-')).slice(0, 2);
    throw new UsageError(typed.length === 0 ? 'What to do?' : 'There is no such command');
  }
  const { values, positionals } = parse(words, command);
  const { url, json, ...rest } = values;
  const options = rest as Readonly<Record<string, string | undefined>>;
  const names = command.usage.split(' ');
  if (positionals.length !== names.length) throw new UsageError(`Usage: ${command.usage}`);
  for (const [name, rule] of Object.entries(command.options ?? {})) {
    if (rule.isRequired && options[name] === undefined) {
      throw new UsageError(`--${name} ${rule.value} is needed`);
    }
  }
  const operands = names.flatMap((name, index) =>
    isOperand(name) ? [[name.slice(1, -1), positionals[index] ?? ''] as const] : [],
  );
  return {
    command,
    given: new Given(new Map(operands), options),
    url,
    isJson: json === true,
  };
}

function parse(words: readonly string[], command: AdminCommand) {
  const own = Object.keys(command.options ?? {}).map((name) => [name, { type: 'string' }] as const);
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { ...Object.fromEntries(own), url: { type: 'string' }, json: { type: 'boolean' } },
    });
  } catch (error) {
    // Its first sentence says what is wrong; what follows is advice about quoting.
    throw new UsageError((error as Error).message.split('. ')[0] ?? '', { cause: error });
  }
}
