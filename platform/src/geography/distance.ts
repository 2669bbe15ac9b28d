import type { GeographicPoint } from './point.ts';

/** Mean radius R₁ of the GRS 80 ellipsoid (Moritz, Geodetic Reference System 1980). */
const earthRadiusKilometers = 6371.0088;

export const radiansPerDegree = Math.PI / 180;

/** Length of one degree of a great circle. */
export const kilometersPerDegree = earthRadiusKilometers * radiansPerDegree;

/**
 * Great-circle distance in kilometres, by the haversine formula (Sinnott, "Virtues of the
 * Haversine", 1984), which stays exact for near points. On the real ellipsoid distances differ by
 * up to 0.5 %. Symmetric; longitudes may be on either side of the 180th meridian.
 */
export function distanceKilometers(from: GeographicPoint, to: GeographicPoint): number {
  const fromLatitude = from.latitude * radiansPerDegree;
  const toLatitude = to.latitude * radiansPerDegree;
  const longitudes = (to.longitude - from.longitude) * radiansPerDegree;
  const haversine =
    Math.sin((toLatitude - fromLatitude) / 2) ** 2 +
    Math.cos(fromLatitude) * Math.cos(toLatitude) * Math.sin(longitudes / 2) ** 2;
  return 2 * earthRadiusKilometers * Math.asin(Math.min(1, Math.sqrt(haversine)));
}
