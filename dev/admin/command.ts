import type { AdministratorClient } from '@alert-button/sdk/administrator';
import { UsageError } from './admin-error.ts';

/** What a command has to say: text for a person, and the same for a program. */
export interface Report {
  readonly lines: readonly string[];
  readonly json: unknown;
}

/** `--name <value>` */
export interface OptionRule {
  /** What stands for the value in the help. */
  readonly value: string;
  readonly isRequired?: boolean;
}

/** One thing that an administrator can do from the command line. */
export interface AdminCommand {
  /** Without options, for example `roster add <desk> <officer>`. */
  readonly usage: string;
  readonly options?: Readonly<Record<string, OptionRule>>;
  readonly summary: string;
  run(client: AdministratorClient, given: Given): Promise<Report>;
}

/** What was typed, read as the command wants it. */
export class Given {
  readonly #operands: ReadonlyMap<string, string>;
  readonly #options: Readonly<Record<string, string | undefined>>;

  constructor(
    operands: ReadonlyMap<string, string>,
    options: Readonly<Record<string, string | undefined>>,
  ) {
    this.#operands = operands;
    this.#options = options;
  }

  operand(name: string): string {
    const value = this.#operands.get(name);
    if (value === undefined) throw new Error(`The command has no operand <${name}>`);
    return value;
  }

  /** Of an option that is required. */
  option(name: string): string {
    const value = this.optional(name);
    if (value === undefined) throw new UsageError(`--${name} is needed`);
    return value;
  }

  optional(name: string): string | undefined {
    return this.#options[name];
  }

  /** One of a closed list; it may be typed in small letters. */
  choice<Choice extends string>(name: string, choices: readonly Choice[]): Choice {
    return oneOf(`--${name}`, this.option(name), choices);
  }

  /** Several of them, with commas between. */
  choices<Choice extends string>(name: string, choices: readonly Choice[]): Choice[] {
    return this.option(name)
      .split(',')
      .map((typed) => oneOf(`--${name}`, typed.trim(), choices));
  }
}

function oneOf<Choice extends string>(
  name: string,
  typed: string,
  choices: readonly Choice[],
): Choice {
  const wanted = typed.toUpperCase().replaceAll(/[:-]/g, '_');
  const found = choices.find((choice) => choice === wanted);
  if (found === undefined) throw new UsageError(`${name} must be one of ${choices.join(', ')}`);
  return found;
}
