import { cellToLatLng, gridDisk, latLngToCell } from 'h3-js';
import type { GeographicPoint } from './point.ts';

/** About 250 km² a cell, 10 km from edge to edge: the neighbourhood of a town, not a street. */
const coarseResolution = 5;

/**
 * The coarse cell of a point: an H3 index (https://h3geo.org), the same for all points within it.
 * It may be kept in clear where the exact position may not.
 */
export function coarseCell(point: GeographicPoint): string {
  return latLngToCell(point.latitude, point.longitude, coarseResolution);
}

/** The middle of such a cell, to two decimals: about where it is, for somebody who reads. */
export function coarseCellCentre(cell: string): GeographicPoint {
  const [latitude, longitude] = cellToLatLng(cell).map((degrees) => Number(degrees.toFixed(2)));
  if (latitude === undefined || longitude === undefined) throw new Error('A cell has a middle');
  return { latitude, longitude };
}

/** A cell and those that touch it. */
export function cellsAround(cell: string): readonly string[] {
  return gridDisk(cell, 1);
}
