import { parseArgs } from 'node:util';
import { scenarioGroups, type Scenario } from './catalogue.ts';

export interface BenchOptions {
  /** What to run, by the systems they share. */
  readonly groups: readonly (readonly Scenario[])[];
  readonly isShort: boolean;
  /** Everything, at full length: only then are the figures kept. */
  readonly isWhole: boolean;
}

/** @throws Error that names the scenarios there are, for one there is not. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true, default: [] },
      short: { type: 'boolean', default: false },
    },
  });
  const wanted = values.only.flatMap((names) => names.split(','));
  const known = scenarioGroups.flat().map(({ name }) => name);
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new Error(`There is no scenario "${unknown}", only ${known.join(', ')}`);
  }
  const isWanted = ({ name }: Scenario) => wanted.length === 0 || wanted.includes(name);
  return {
    groups: scenarioGroups
      .map((group) => group.filter(isWanted))
      .filter((group) => group.length > 0),
    isShort: values.short,
    isWhole: wanted.length === 0 && !values.short,
  };
}
