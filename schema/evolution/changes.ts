import { CriticalityLevel, diff, type Change as InspectedChange } from '@graphql-inspector/core';
import { buildASTSchema, parse, type DocumentNode } from 'graphql';
import { namedOf } from '../rules/sdl.ts';
import { deprecationOf, promisedOn } from './promise.ts';

/** One thing that is another than in the last release. */
export interface Change {
  /** For example `FIELD_REMOVED`. */
  readonly kind: string;
  /** Where, for example `Alert.status`; empty for the schema as a whole. */
  readonly path: string;
  /** One clause in English. */
  readonly message: string;
  /**
   * What it does to a client written for the last release: it may be refused or misread
   * (`BREAKING`), meet what it has not seen (`DANGEROUS`), or nothing.
   */
  readonly effect: 'BREAKING' | 'DANGEROUS' | 'NONE';
}

const effects = {
  [CriticalityLevel.Breaking]: 'BREAKING',
  [CriticalityLevel.Dangerous]: 'DANGEROUS',
  [CriticalityLevel.NonBreaking]: 'NONE',
} as const satisfies Record<CriticalityLevel, Change['effect']>;

const changeOf = ({ type, path, message, criticality }: InspectedChange): Change => ({
  kind: String(type),
  path: path ?? '',
  message: message.replaceAll("'", '`'),
  effect: effects[criticality.level],
});

// Without the library's own rules: `simplifyChanges` drops a removal beside an addition, and
// `suppressRemovalOfDeprecatedField` knows no dates.
async function differences(before: DocumentNode, after: DocumentNode): Promise<Change[]> {
  const [one, other] = [before, after].map((contract) =>
    buildASTSchema(contract, { assumeValidSDL: true }),
  );
  const changes = (await diff(one ?? null, other ?? null)).map(changeOf);
  return [
    ...changes.filter(({ kind, path }) => !/DEPRECATION|@deprecated/.test(`${kind} ${path}`)),
    ...deprecations(before, after),
  ];
}

/** The library tells each deprecation several times, and not its reason everywhere. */
function deprecations(before: DocumentNode, after: DocumentNode): Change[] {
  const reasons = (contract: DocumentNode) =>
    new Map(namedOf(contract).map(({ path, directives }) => [path, deprecationOf(directives)]));
  const was = reasons(before);
  return [...reasons(after)]
    .filter(([path, reason]) => reason !== was.get(path))
    .map(([path, reason]) => ({
      kind: 'DEPRECATION_CHANGED',
      path,
      message: `\`${path}\` is ${reason === undefined ? 'not deprecated any more' : `deprecated: ${reason}`}`,
      effect: 'NONE',
    }));
}

/** Everything that differs from the last release. */
export const changesSince = (released: string, current: string): Promise<Change[]> =>
  differences(parse(released), parse(current));

/**
 * The breaking changes since the last release that nobody was told of in time.
 *
 * @param today what was announced to go by this day (ISO 8601) may be gone.
 */
export async function brokenPromises(
  released: string,
  current: string,
  today: string,
): Promise<Change[]> {
  const changes = await differences(promisedOn(today, parse(released)), parse(current));
  return changes.filter(({ effect }) => effect === 'BREAKING');
}
