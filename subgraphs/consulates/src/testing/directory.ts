import type { Consulate } from '../domain/consulate.ts';
import type { Desk } from '../domain/desk.ts';
import type { DirectoryContent } from '../domain/directory.ts';
import type { JurisdictionListing } from '../domain/jurisdiction.ts';
import { fallbackLineCode } from '../domain/national-line.ts';

/** A listing of Texas counties, known from a source. */
export function testListing(
  countyFips: readonly string[],
  facts: Partial<JurisdictionListing> = {},
): JurisdictionListing {
  return {
    state: 'TX',
    basis: 'SOURCE',
    isWholeState: false,
    isVerified: true,
    source: 'https://example.org/counties',
    countyFips,
    ...facts,
  };
}

/** A consulate with this code; `id-<code>` is its id. */
export function testConsulate(code: string, facts: Partial<Consulate> = {}): Consulate {
  return {
    id: `id-${code}`,
    code,
    version: 1,
    name: `Consulado de México en ${code}`,
    type: 'CONSULATE',
    city: code,
    state: 'TX',
    address: null,
    postalCode: null,
    phone: '+15555550100',
    protectionPhone: null,
    email: null,
    website: null,
    position: { latitude: 30, longitude: -100, precision: 'CITY' },
    jurisdiction: { completeness: 'PARTIAL', listings: [] },
    source: 'https://example.org/directory',
    isVerified: true,
    notes: null,
    outOfService: null,
    hours: null,
    regionalGroup: null,
    fieldSources: [],
    ...facts,
  };
}

/** The desk of `testConsulate(code)`. */
export function testDesk(code: string): Desk {
  return {
    id: `desk-${code}`,
    code,
    version: 1,
    outOfService: null,
    escalationPolicy: null,
    kind: 'CONSULATE',
    consulateId: `id-${code}`,
  };
}

/** A desk that an administrator opened. */
export function testAdditionalDesk(code: string, consulate?: Consulate): Desk {
  return {
    id: `additional-${code}`,
    code,
    version: 1,
    outOfService: null,
    escalationPolicy: null,
    kind: 'ADDITIONAL',
    consulateId: consulate?.id ?? null,
  };
}

/** A directory of these consulates, their desks, the national desk and the fallback line. */
export function testDirectory(...consulates: readonly Consulate[]): DirectoryContent {
  return {
    consulates,
    desks: [
      ...consulates.map(({ code }) => testDesk(code)),
      {
        id: 'desk-national',
        code: 'national',
        version: 1,
        outOfService: null,
        escalationPolicy: null,
        kind: 'NATIONAL',
        consulateId: null,
      },
    ],
    nationalLines: [
      {
        code: fallbackLineCode,
        name: 'A line',
        phone: '+15555550199',
        hours: null,
        reachableFrom: 'US',
        source: 'https://example.org/lines',
        isVerified: true,
      },
    ],
  };
}
