import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readCountyNames } from '@alert-button/platform/geography/county-names.ts';
import type { JurisdictionBasis } from '../domain/alert.ts';
import {
  buildDirectory,
  type Directory,
  type DirectoryDesk,
  type DirectoryOffice,
} from '../domain/directory.ts';

/** The part of the consulates' reference data that routing needs. */
interface Entry {
  readonly code: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly jurisdictionStatus: string;
  readonly jurisdiction: readonly {
    readonly counties: readonly string[] | 'ALL';
    readonly basis: JurisdictionBasis;
  }[];
  readonly countyFips: readonly string[];
}

/** A UUID that follows from a name, so that every run has the same. */
export const testId = (name: string): string =>
  createHash('sha256')
    .update(name)
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');

const names = readCountyNames();

/** County names repeat across states, which may mix up a basis here but never an office. */
function basisOf({ jurisdiction }: Entry, fips: string): JurisdictionBasis {
  const listing = jurisdiction.find(
    ({ counties }) => counties === 'ALL' || counties.includes(names.get(fips) ?? ''),
  );
  return listing?.basis ?? 'UNSOURCED';
}

function readEntries(): readonly Entry[] {
  const file = new URL('../../../consulates/data/consulates.json', import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Entry[];
}

/** The offices the consulates ship, as their events would bring them here. */
export const shippedOffices: readonly DirectoryOffice[] = readEntries().map((entry) => ({
  id: testId(`office ${entry.code}`),
  code: entry.code,
  deskId: testId(`desk ${entry.code}`),
  latitude: entry.latitude,
  longitude: entry.longitude,
  isJurisdictionComplete: entry.jurisdictionStatus === 'COMPLETE',
  counties: entry.countyFips.map((fips) => ({ fips, basis: basisOf(entry, fips) })),
  // Open day and night, and in no group, unless a test says otherwise.
  hours: null,
  regionalGroup: null,
}));

export const shippedDesks: readonly DirectoryDesk[] = [
  ...shippedOffices.map(({ id, code, deskId }) => ({
    id: deskId,
    code,
    kind: 'CONSULATE' as const,
    consulateId: id,
    isInService: true,
    escalationPolicy: null,
    shifts: [],
  })),
  ...(
    [
      ['call-centre', 'CALL_CENTRE'],
      ['national', 'NATIONAL'],
    ] as const
  ).map(([code, kind]) => ({
    id: testId(`desk ${code}`),
    code,
    kind,
    consulateId: null,
    isInService: true,
    escalationPolicy: null,
    shifts: [],
  })),
];

export function shippedDirectory(offices = shippedOffices, desks = shippedDesks): Directory {
  const directory = buildDirectory(offices, desks);
  if (directory === null) throw new Error('The shipped directory is too incomplete to route by');
  return directory;
}
