import { parse } from 'graphql';
import { audienceOf, concernOf, usesOf } from './audience.ts';
import { brokenPromises, changesSince, type Change } from './changes.ts';
import { namedOf } from '../rules/sdl.ts';
import { removalDateOf } from './promise.ts';
import type { Release } from './release.ts';

/* What is said of a contract that is not the last release any more. */

export interface Report {
  /** One sentence for each promise that is broken, saying what breaks and for whom. */
  readonly broken: readonly string[];
  /** One for each change that a client may notice, but was told to expect. */
  readonly dangerous: readonly string[];
}

const shown = 3;

function listed(operations: readonly string[]): string {
  const rest = operations.length - shown;
  const names = operations.slice(0, shown).join(', ');
  return rest > 0 ? `${names} and ${rest} more` : names;
}

/**
 * Says what the contract breaks of the last release, and what may surprise its clients.
 *
 * @param today what was announced to go by this day (ISO 8601) may be gone.
 */
export async function report(release: Release, current: string, today: string): Promise<Report> {
  const changes = await changesSince(release.api, current);
  const broken = await brokenPromises(release.api, current, today);
  const uses = usesOf(release);
  const announced = new Map(
    namedOf(parse(release.api)).map(({ path, directives }) => [path, removalDateOf(directives)]),
  );

  const audience = (change: Change): string => {
    const roles = [...audienceOf(change, uses)];
    const ours = roles.map(([role, operations]) => `${role} (${listed(operations)})`).join(', ');
    const others = `clients with documents of their own that use ${concernOf(change)}`;
    return ours === ''
      ? `${others}; no operation of the SDK does`
      : `the SDK’s operations for ${ours}, and ${others}`;
  };
  const wait = ({ path }: Change): string => {
    const date = announced.get(path);
    return date === undefined ? '' : ` It was announced to stay until ${date}.`;
  };
  return {
    broken: broken.map(
      (change) => `${change.message}: this breaks ${audience(change)}.${wait(change)}`,
    ),
    dangerous: changes
      .filter(({ effect }) => effect === 'DANGEROUS')
      .map((change) => `${change.message}: this may surprise ${audience(change)}.`),
  };
}
