import type { Position, Routing } from './alert.ts';
import type { Directory, DirectoryOffice } from './directory.ts';

type Point = Pick<Position, 'latitude' | 'longitude'>;

/**
 * Kept in clear beside the county and the coarse cell, so it must say no more than they do: an
 * exact distance and a cell together are a short arc.
 */
const coarse = (kilometers: number): number => Math.round(kilometers / 10) * 10;

/** Great-circle distance in kilometres. */
export type Distance = (from: Point, to: Point) => number;

/** The first desk and why it is that one. */
export interface Route extends Routing {
  readonly deskId: string;
}

export interface RouteRequest {
  readonly position: Point | null;
  /** The county the position lies in, or just off; null beyond all counties. */
  readonly countyFips: string | null;
  /** Code of the consulate the person chose at home, if any. */
  readonly homeConsulate: string | null;
}

function nearest(
  point: Point,
  offices: readonly DirectoryOffice[],
  distance: Distance,
): { office: DirectoryOffice; kilometers: number } {
  const [first, ...rest] = offices.map((office) => ({
    office,
    kilometers: distance(point, office),
  }));
  if (first === undefined) throw new Error('A directory has at least one office');
  return rest.reduce((best, next) => (next.kilometers < best.kilometers ? next : best), first);
}

/**
 * The one desk that answers first. The office that lists the county; for a county nobody lists,
 * the nearest office, but not one whose list is complete, since that excludes it; beyond all
 * counties the nearest of all. Without a position, the person's home consulate, else the national
 * desk. Always answers, and the same request always alike.
 */
export function route(request: RouteRequest, directory: Directory, distance: Distance): Route {
  const { position, countyFips, homeConsulate } = request;
  if (position === null) {
    const home = homeConsulate === null ? undefined : directory.officeByCode.get(homeConsulate);
    return {
      deskId: home?.deskId ?? directory.nationalDeskId,
      consulateId: home?.id ?? null,
      reason: home === undefined ? 'NATIONAL_DESK' : 'HOME_CONSULATE',
      basis: null,
      countyFips: null,
      distanceKilometers: null,
    };
  }

  const listing = countyFips === null ? undefined : directory.listingByCounty.get(countyFips);
  if (listing !== undefined) {
    const { office, basis } = listing;
    return {
      deskId: office.deskId,
      consulateId: office.id,
      reason: 'COUNTY',
      basis,
      countyFips,
      distanceKilometers: coarse(distance(position, office)),
    };
  }

  const open = directory.offices.filter((office) => !office.isJurisdictionComplete);
  const isUnlistedCounty = countyFips !== null && open.length > 0;
  const { office, kilometers } = nearest(
    position,
    isUnlistedCounty ? open : directory.offices,
    distance,
  );
  return {
    deskId: office.deskId,
    consulateId: office.id,
    reason: 'NEAREST_OFFICE',
    basis: null,
    countyFips,
    distanceKilometers: coarse(kilometers),
  };
}
