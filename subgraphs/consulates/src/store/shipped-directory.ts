import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readCountyNames } from '@alert-button/platform/geography/county-names.ts';
import { assignCounties } from '../domain/assign-counties.ts';
import { withFieldSource } from '../domain/confirmation.ts';
import { consulateNamespace, type Consulate, type FieldSource } from '../domain/consulate.ts';
import { callCentreDeskCode, deskNamespace, nationalDeskCode, type Desk } from '../domain/desk.ts';
import { byCode, type DirectoryContent } from '../domain/directory.ts';
import { unpublished } from '../domain/publish-directory.ts';
import { nameBasedId } from '@alert-button/platform/name-based-id.ts';
import {
  fieldByEntryName,
  type ConsulateEntry,
  type FieldSourceEntry,
  type NationalLineEntry,
  type OfficeHoursEntry,
  type OfficeHoursFile,
  type RegionalGroupEntry,
} from './shipped-file.ts';

/** The directory that comes with this release, as yet without versions. */
export interface ShippedDirectory extends DirectoryContent {
  /** SHA-256 in hex of all of it as it is understood here, not of the files. */
  readonly contentHash: string;
}

/**
 * Reads the reference data shipped in `data/`.
 *
 * @throws Error when the files are missing or contradict themselves.
 */
export async function readShippedDirectory(): Promise<ShippedDirectory> {
  const [entries, hours, groups, lines] = await Promise.all([
    readData<readonly ConsulateEntry[]>('consulates.json'),
    readData<OfficeHoursFile>('office-hours.json'),
    readData<readonly RegionalGroupEntry[]>('regional-groups.json'),
    readData<readonly NationalLineEntry[]>('national-lines.json'),
  ]);
  const countyNames = readCountyNames();
  const consulates = entries
    .map((entry) => toConsulate(entry, countyNames))
    .map((consulate) => withShippedGroup(withShippedHours(consulate, hours), groups))
    .sort(byCode);
  const content: DirectoryContent = {
    consulates,
    desks: [...consulates.map(deskOf), ...centralDesks].sort(byCode),
    nationalLines: lines
      .map(({ verified, ...line }) => ({ ...line, isVerified: verified }))
      .sort(byCode),
  };
  const contentHash = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  return { ...content, contentHash };
}

async function readData<T>(name: string): Promise<T> {
  return JSON.parse(await readFile(new URL(`../../data/${name}`, import.meta.url), 'utf8')) as T;
}

function toConsulate(entry: ConsulateEntry, countyNames: ReadonlyMap<string, string>): Consulate {
  const { code, latitude, longitude, countyFips } = entry;
  const listings = entry.jurisdiction.map(({ state, counties, basis, verified, source }) => ({
    state,
    basis,
    isWholeState: counties === 'ALL',
    isVerified: verified,
    source,
    countyNames: counties === 'ALL' ? null : counties,
  }));
  return {
    id: nameBasedId(consulateNamespace, code),
    code,
    version: unpublished,
    name: entry.name,
    type: entry.type,
    city: entry.city,
    state: entry.state,
    address: entry.address,
    postalCode: entry.postalCode,
    phone: entry.phone,
    protectionPhone: entry.protectionPhone,
    email: entry.email,
    website: entry.website,
    position: { latitude, longitude, precision: entry.geoPrecision },
    jurisdiction: {
      completeness: entry.jurisdictionStatus,
      listings: assignCounties(listings, countyFips, countyNames),
    },
    source: entry.source,
    isVerified: entry.verified,
    notes: entry.notes,
    outOfService: null,
    hours: null,
    regionalGroup: null,
    fieldSources: Object.entries(entry.fieldSources)
      .map(([name, source]) => toFieldSource(name, source))
      .sort((one, other) => (one.field < other.field ? -1 : 1)),
  };
}

/** @throws Error for an office without a time zone. */
function withShippedHours(consulate: Consulate, { hours, timeZones }: OfficeHoursFile): Consulate {
  const { code } = consulate;
  const timeZone = timeZones[code];
  const known =
    hours.find(({ offices }) => offices.includes(code)) ??
    hours.find(({ offices }) => offices.length === 0);
  if (timeZone === undefined || known === undefined) {
    throw new Error(`The reference data have no hours of ${code}`);
  }
  const sourced = withFieldSource(consulate, toFieldSource('hours', known));
  return { ...sourced, hours: { timeZone, weekly: weeklyOf(known), closedOn: [] } };
}

function withShippedGroup(consulate: Consulate, groups: readonly RegionalGroupEntry[]): Consulate {
  const group = groups.find(({ offices }) => offices.includes(consulate.code));
  if (group === undefined) return consulate;
  const sourced = withFieldSource(consulate, toFieldSource('regionalGroup', group));
  return { ...sourced, regionalGroup: group.code };
}

const weeklyOf = ({ weekdays, opens, closes }: OfficeHoursEntry) =>
  weekdays.map((weekday) => ({ weekday, opens, closes }));

function toFieldSource(name: string, entry: FieldSourceEntry): FieldSource {
  const field = fieldByEntryName[name];
  if (field === undefined) throw new Error(`The reference data have a source of unknown "${name}"`);
  return {
    field,
    source: entry.source,
    isVerified: entry.verified,
    isRecheckNeeded: entry.needsRecheck ?? !entry.verified,
    asOf: entry.asOf,
    note: entry.note ?? (entry.alsoSeen === undefined ? null : `Also seen: ${entry.alsoSeen}`),
  };
}

function deskOf({ id, code }: Consulate): Desk {
  return {
    id: nameBasedId(deskNamespace, code),
    code,
    version: unpublished,
    outOfService: null,
    escalationPolicy: null,
    kind: 'CONSULATE',
    consulateId: id,
  };
}

const centralDesks: readonly Desk[] = (
  [
    [callCentreDeskCode, 'CALL_CENTRE'],
    [nationalDeskCode, 'NATIONAL'],
  ] as const
).map(([code, kind]) => ({
  id: nameBasedId(deskNamespace, code),
  code,
  version: unpublished,
  outOfService: null,
  escalationPolicy: null,
  kind,
  consulateId: null,
}));
