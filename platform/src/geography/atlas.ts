import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { GeometryCollection, Topology } from 'topojson-specification';

export type CountyTopology = Topology<{ counties: GeometryCollection }>;

/**
 * The counties and equivalents of the states, the District of Columbia and the territories, as
 * us-atlas ships them: the US Census Bureau's cartographic boundary files (2017 edition, public
 * domain), still in topology form. A geometry's id is its FIPS code.
 */
export function readCountyTopology(): CountyTopology {
  const file = createRequire(import.meta.url).resolve('us-atlas/counties-10m.json');
  return JSON.parse(readFileSync(file, 'utf8')) as CountyTopology;
}
