import type { DirectoryContent } from './directory.ts';
import { listedCounties, withoutCounties } from './jurisdiction.ts';
import { isSameContent } from './same-content.ts';

/** Version of what has never been published: the stored directory decides the versions. */
export const unpublished = 0;

/** Version of what is published for the first time. */
export const firstVersion = unpublished + 1;

/**
 * What has to be written and told when the shipped content takes the place of the stored: each
 * consulate and desk that is new or different, with its new version, and all national lines.
 *
 * A stored consulate that is not shipped stays, since alerts may be open at its desk and an older
 * release may run beside a newer one; so do desks that administrators opened. But a county belongs to one consulate only, so what others
 * now list is taken from it.
 */
export function planPublication(
  stored: DirectoryContent,
  shipped: DirectoryContent,
): DirectoryContent {
  const shippedIds = new Set(shipped.consulates.map((consulate) => consulate.id));
  const taken = new Set(
    shipped.consulates.flatMap(({ jurisdiction }) =>
      listedCounties(jurisdiction).map((county) => county.fips),
    ),
  );
  const kept = stored.consulates
    .filter((consulate) => !shippedIds.has(consulate.id))
    .map((consulate) => ({
      ...consulate,
      jurisdiction: withoutCounties(consulate.jurisdiction, taken),
    }));
  return {
    consulates: changed(stored.consulates, [...shipped.consulates, ...kept]),
    desks: changed(stored.desks, shipped.desks),
    nationalLines: shipped.nationalLines,
  };
}

function changed<T extends { readonly id: string; readonly version: number }>(
  stored: readonly T[],
  wanted: readonly T[],
): T[] {
  const storedById = new Map(stored.map((entry) => [entry.id, entry]));
  return wanted.flatMap((entry) => {
    const version = storedById.get(entry.id)?.version ?? unpublished;
    const isKnown = isSameContent(storedById.get(entry.id), { ...entry, version });
    return isKnown ? [] : [{ ...entry, version: version + 1 }];
  });
}
