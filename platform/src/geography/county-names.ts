import { readCountyTopology } from './atlas.ts';

/**
 * Name of each county by FIPS, without "County"; not unique within a state: Virginia, Maryland and
 * Missouri have cities named like the county around them.
 */
export function readCountyNames(): ReadonlyMap<string, string> {
  const { geometries } = readCountyTopology().objects.counties;
  return new Map(
    geometries.map(({ id, properties }) => {
      const { name } = properties as { name: string };
      return [String(id), name];
    }),
  );
}
