// Real points and the desk each must reach, for the end-to-end test of routing.
//
// Computed on 2026-11-21, before the router existed and independently of it, from reference data:
// county geometry from us-atlas 3.0.1 (2017 edition) read with d3-geo, and the county listings and
// office coordinates of the shipped consulates data. A failing row means the router is wrong or the
// data changed; work the row out again from the data, never copy what the router answers.
//
// Every county is at least 3 km nearer than the next one (an edge on the coast or on the
// international border may be closer), no point is within 5 km of the 50 km limit, and the nearest
// office is at least 5 km nearer than the next candidate.

export interface RoutingPoint {
  readonly place: string;
  readonly position: { readonly latitude: number; readonly longitude: number } | null;
  readonly homeConsulate: string | null;
  readonly countyFips: string | null;
  /** Code of a consulate, or 'national'. */
  readonly desk: string;
  readonly reason: 'COUNTY' | 'NEAREST_OFFICE' | 'HOME_CONSULATE' | 'NATIONAL_DESK';
  /** How the listing of the county is known; null unless the reason is COUNTY. */
  readonly basis:
    | 'SOURCE'
    | 'DERIVED_FROM_SOURCE_RULE'
    | 'INFERRED_FROM_SOURCE'
    | 'UNSOURCED'
    | 'SEAT_COUNTY'
    | null;
}

/** An office lists the county. */
function listed(
  place: string,
  latitude: number,
  longitude: number,
  countyFips: string,
  desk: string,
  basis: NonNullable<RoutingPoint['basis']>,
): RoutingPoint {
  const position = { latitude, longitude };
  return { place, position, homeConsulate: null, countyFips, desk, reason: 'COUNTY', basis };
}

/** No office lists the county, or there is no county within 50 km (null). */
function nearest(
  place: string,
  latitude: number,
  longitude: number,
  countyFips: string | null,
  desk: string,
): RoutingPoint {
  const position = { latitude, longitude };
  const reason = 'NEAREST_OFFICE';
  return { place, position, homeConsulate: null, countyFips, desk, reason, basis: null };
}

function unplaced(
  place: string,
  homeConsulate: string | null,
  desk: string,
  reason: 'HOME_CONSULATE' | 'NATIONAL_DESK',
): RoutingPoint {
  return { place, position: null, homeConsulate, countyFips: null, desk, reason, basis: null };
}

export const routingPoints: readonly RoutingPoint[] = [
  // Big cities, in the county of an office.
  listed('Houston, TX', 29.7604, -95.3698, '48201', 'houston', 'SEAT_COUNTY'),
  listed('Los Angeles, CA', 34.0522, -118.2437, '06037', 'los-angeles', 'SEAT_COUNTY'),
  listed('Chicago, IL', 41.8781, -87.6298, '17031', 'chicago', 'SOURCE'),
  listed('New York, NY (Flatbush, Brooklyn)', 40.645, -73.955, '36047', 'new-york', 'SOURCE'),
  listed('Dallas, TX', 32.7831, -96.8067, '48113', 'dallas', 'SEAT_COUNTY'),
  listed('Atlanta, GA', 33.749, -84.388, '13121', 'atlanta', 'SOURCE'),
  listed('Phoenix, AZ', 33.4484, -112.074, '04013', 'phoenix', 'SOURCE'),
  listed('Denver, CO', 39.7392, -104.9903, '08031', 'denver', 'SOURCE'),
  listed('Miami, FL', 25.7617, -80.1918, '12086', 'miami', 'SEAT_COUNTY'),
  listed('Seattle, WA', 47.6062, -122.3321, '53033', 'seattle', 'SEAT_COUNTY'),
  listed('San Antonio, TX', 29.4241, -98.4936, '48029', 'san-antonio', 'SEAT_COUNTY'),
  listed('Indianapolis, IN', 39.768, -86.158, '18097', 'indianapolis', 'DERIVED_FROM_SOURCE_RULE'),
  listed('Washington, DC (Columbia Heights)', 38.928, -77.0325, '11001', 'washington', 'UNSOURCED'),

  // Border towns.
  listed('San Ysidro, CA', 32.5556, -117.047, '06073', 'san-diego', 'SEAT_COUNTY'),
  listed('Calexico, CA', 32.6789, -115.4989, '06025', 'calexico', 'SEAT_COUNTY'),
  listed('Nogales, AZ', 31.3404, -110.9343, '04023', 'nogales', 'SEAT_COUNTY'),
  listed('Douglas, AZ', 31.3445, -109.5453, '04003', 'douglas', 'SEAT_COUNTY'),
  listed('El Paso, TX', 31.7619, -106.485, '48141', 'el-paso', 'SOURCE'),
  listed('Eagle Pass, TX', 28.7091, -100.4995, '48323', 'eagle-pass', 'SEAT_COUNTY'),
  listed('Laredo, TX', 27.5306, -99.4803, '48479', 'laredo', 'SEAT_COUNTY'),

  // Listed by an office which is not the nearest.
  listed('Jordan, MT (Garfield County)', 47.3208, -106.9101, '30033', 'boise', 'SOURCE'),
  listed('Porcupine, Pine Ridge Res., SD', 43.2397, -102.3299, '46102', 'saint-paul', 'SOURCE'),
  listed('Lubbock, TX', 33.5779, -101.8552, '48303', 'albuquerque', 'SOURCE'),
  listed('Amarillo, TX', 35.222, -101.8313, '48375', 'albuquerque', 'SOURCE'),
  listed('Reno, NV', 39.5296, -119.8138, '32031', 'las-vegas', 'INFERRED_FROM_SOURCE'),
  listed('Columbus, OH', 39.9612, -82.9988, '39049', 'indianapolis', 'DERIVED_FROM_SOURCE_RULE'),
  listed('Sarasota, FL', 27.3364, -82.5307, '12115', 'miami', 'SOURCE'),
  listed('Toms River, NJ', 39.9537, -74.1979, '34029', 'philadelphia', 'INFERRED_FROM_SOURCE'),
  listed('Eureka, CA', 40.8021, -124.1637, '06023', 'san-francisco', 'SOURCE'),

  // Listed by the nearest office, in a county without one.
  listed('Cleveland, OH', 41.4993, -81.6944, '39035', 'detroit', 'INFERRED_FROM_SOURCE'),
  listed('Gary, IN', 41.5934, -87.3464, '18089', 'chicago', 'INFERRED_FROM_SOURCE'),
  listed('Hartford, CT', 41.7637, -72.6851, '09003', 'boston', 'SOURCE'),
  listed('Meridian, MS', 32.3643, -88.7037, '28075', 'new-orleans', 'INFERRED_FROM_SOURCE'),
  listed('Riverside, CA', 33.9533, -117.3962, '06065', 'san-bernardino', 'SOURCE'),

  // Counties of one name: Baltimore city, and Baltimore County around it (Cockeysville).
  listed('Baltimore city, MD', 39.2904, -76.6122, '24510', 'washington', 'UNSOURCED'),
  listed('Cockeysville, MD', 39.4812, -76.6439, '24005', 'washington', 'UNSOURCED'),
  listed('Richmond, VA (independent city)', 37.5407, -77.436, '51760', 'washington', 'UNSOURCED'),

  // Outside the contiguous states, listed. Shemya lies west of the 180th meridian.
  listed('San Juan, PR', 18.42, -66.06, '72127', 'san-juan', 'UNSOURCED'),
  listed('Ponce, PR', 18.0111, -66.6141, '72113', 'san-juan', 'UNSOURCED'),
  listed('Charlotte Amalie, St. Thomas, USVI', 18.3419, -64.9307, '78030', 'san-juan', 'UNSOURCED'),
  listed('Anchorage, AK', 61.2181, -149.9003, '02020', 'seattle', 'SOURCE'),
  listed('Fairbanks, AK', 64.8378, -147.7164, '02090', 'seattle', 'SOURCE'),
  listed('Adak, AK', 51.88, -176.6581, '02016', 'seattle', 'SOURCE'),
  listed('Shemya, AK', 52.717, 174.113, '02016', 'seattle', 'SOURCE'),
  listed('Honolulu, HI', 21.3069, -157.8583, '15003', 'san-francisco', 'SOURCE'),

  // In a county no office lists.
  nearest('Hagåtña, Guam', 13.4745, 144.7504, '66010', 'seattle'),
  nearest('Saipan, Northern Mariana Islands', 15.185, 145.7467, '69110', 'seattle'),
  nearest('Nashville, TN', 36.1627, -86.7816, '47037', 'atlanta'),
  nearest('Memphis, TN', 35.1175, -89.9711, '47157', 'little-rock'),
  nearest('Knoxville, TN', 35.9606, -83.9207, '47093', 'atlanta'),
  nearest('Green Bay, WI', 44.5133, -88.0133, '55009', 'milwaukee'),
  nearest('Eau Claire, WI', 44.8113, -91.4985, '55035', 'saint-paul'),
  nearest('Marquette, MI', 46.5436, -87.3954, '26103', 'milwaukee'),
  nearest('Fort Worth, TX', 32.7555, -97.3308, '48439', 'dallas'),
  nearest('Wichita Falls, TX', 33.9137, -98.4934, '48485', 'dallas'),
  nearest('Midland, TX', 31.9973, -102.0779, '48329', 'del-rio'),
  nearest('Corpus Christi, TX', 27.8006, -97.3964, '48355', 'mcallen'),
  nearest('Las Cruces, NM', 32.3199, -106.7637, '35013', 'el-paso'),
  nearest('Santa Fe, NM', 35.687, -105.9378, '35049', 'albuquerque'),
  nearest('Quartzsite, AZ (La Paz County)', 33.6639, -114.23, '04012', 'yuma'),
  nearest('Tampa, FL', 27.9506, -82.4572, '12057', 'orlando'),
  nearest('Tallahassee, FL', 30.4383, -84.2807, '12073', 'orlando'),
  nearest('Spokane, WA', 47.6588, -117.426, '53063', 'seattle'),
  nearest('Vale, OR', 43.9821, -117.2382, '41045', 'boise'),

  // In a county no office lists, and the nearest office has a COMPLETE list: it is skipped.
  nearest('Casa Grande, AZ', 32.8795, -111.7574, '04021', 'tucson'),
  nearest('Modesto, CA', 37.6391, -120.9969, '06099', 'sacramento'),
  nearest('Clarksville, TN', 36.5298, -87.3595, '47125', 'atlanta'),
  nearest('Mountain City, TN', 36.4746, -81.8048, '47091', 'atlanta'),
  nearest('Pago Pago, American Samoa', -14.2756, -170.702, '60010', 'san-francisco'),

  // In no county, within 50 km of one.
  listed('Santa Monica Pier, end', 34.0077, -118.5005, '06037', 'los-angeles', 'SEAT_COUNTY'),
  listed('Tijuana, Mexico', 32.5149, -117.0382, '06073', 'san-diego', 'SEAT_COUNTY'),
  listed('Ciudad Juárez, Mexico', 31.6904, -106.4245, '48141', 'el-paso', 'SOURCE'),
  listed('Windsor, Ontario', 42.3149, -83.0364, '26163', 'detroit', 'INFERRED_FROM_SOURCE'),
  nearest('Vancouver, British Columbia', 49.2827, -123.1207, '53073', 'seattle'),
  nearest('At sea, 23 km off Galveston, TX', 29.08, -94.72, '48167', 'houston'),

  // Farther than 50 km from every county: nearest of all offices, a COMPLETE list or not.
  nearest('At sea, Pacific, 100+ km off San Diego, CA', 32, -118.3, null, 'san-diego'),
  nearest('At sea, Atlantic, 100+ km off New York, NY', 39.8, -72.6, null, 'new-york'),
  nearest('Middle of Lake Michigan', 43, -87, null, 'milwaukee'),
  nearest('Calgary, Alberta', 51.0447, -114.0719, null, 'seattle'),
  nearest('Ensenada, Mexico', 31.8667, -116.5964, null, 'san-diego'),
  nearest('Hermosillo, Mexico', 29.0729, -110.9559, null, 'nogales'),

  // No position.
  unplaced('No position, home consulate Raleigh', 'raleigh', 'raleigh', 'HOME_CONSULATE'),
  unplaced('No position, no home consulate', null, 'national', 'NATIONAL_DESK'),
];
