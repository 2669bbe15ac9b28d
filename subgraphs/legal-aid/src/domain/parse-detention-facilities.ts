import { stateOfCounty } from '@alert-button/platform/geography/states.ts';
import type {
  DetentionFacility,
  FacilityKind,
  FacilityList,
  FacilityPrecision,
  FacilityRegister,
} from './detention-facility.ts';
import { fieldOfficeByCode, officeOfFieldOffice } from './field-office.ts';
import { isDate, isPartOfDate, isSecureUrl, Reader, type Fields } from './reader.ts';
import { wordsOf } from './words.ts';

const kinds: Readonly<Record<string, FacilityKind>> = {
  DETENTION_FACILITY: 'DETENTION_FACILITY',
  ICE_OFFICE: 'ICE_OFFICE',
};

const precisions: Readonly<Record<string, FacilityPrecision>> = {
  ADDRESS: 'ADDRESS',
  ZIP: 'ZIP_CODE',
  CITY: 'CITY',
};

const isState = (text: string) => /^[A-Z]{2}$/.test(text);

/** Lists by the name that entries call them; what else is in `sources` is no list. */
function readLists(reader: Reader, value: unknown): ReadonlyMap<string, FacilityList> {
  const sources = Object.entries(reader.object(value, 'sources'));
  const codes = new Set(sources.map(([code]) => code));
  const lists = sources.flatMap(([code, source]): [string, FacilityList][] => {
    const place = `sources.${code}`;
    const fields = reader.object(source, place);
    if (fields['reportedAs'] === undefined) return [];
    const supersededBy = reader.textOrNull(fields, 'supersededBy', place);
    if (supersededBy !== null && !codes.has(supersededBy)) {
      reader.fault(`${place}.supersededBy`, 'is not known');
    }
    const list: FacilityList = {
      code,
      title: reader.text(fields, 'title', place),
      url: reader.pattern(fields, 'url', place, isSecureUrl),
      licence: reader.text(fields, 'licence', place),
      dataAsOf: reader.pattern(fields, 'dataAsOf', place, isPartOfDate),
      limits: reader.text(fields, 'limits', place),
      isSuperseded: supersededBy !== null,
    };
    return [[reader.text(fields, 'reportedAs', place), list]];
  });
  if (lists.length === 0) reader.fault('sources', 'must have a list');
  return new Map(lists.sort(([, one], [, other]) => (one.dataAsOf < other.dataAsOf ? 1 : -1)));
}

/**
 * What makes a facility the same one in a later list: its kind, official name and state. Not its
 * address, which ICE respells, nor its code, which half of them lack and may still get.
 */
function facilityKey(kind: FacilityKind, officialName: string, state: string): string {
  return [kind, state, ...wordsOf(officialName)].join(' ');
}

function readFieldOffice(
  reader: Reader,
  fields: Fields,
  place: string,
  idOf: (name: string) => string,
  offices: ReadonlyMap<string, string>,
): DetentionFacility['fieldOffice'] {
  const given = reader.textOrNull(fields, 'iceFieldOffice', place);
  if (given === null) return null;
  const name = fieldOfficeByCode[given] ?? given;
  const key = offices.get(officeOfFieldOffice[name] ?? name);
  if (key === undefined) reader.fault(`${place}.iceFieldOffice`, 'is no field office of the file');
  return { id: idOf(key ?? ''), name };
}

function readCounty(reader: Reader, fields: Fields, place: string): string | null {
  const county = reader.textOrNull(fields, 'countyFips', place);
  if (county !== null && stateOfCounty(county) === null) {
    reader.fault(`${place}.countyFips`, 'is no county');
  }
  return county;
}

/**
 * Reads the shipped facilities.
 *
 * @param idOf makes an id of a name: the same name, the same id.
 * @throws ShippedDataError listing all that is wrong.
 */
export function parseDetentionFacilities(
  value: unknown,
  idOf: (name: string) => string,
): FacilityRegister {
  const reader = new Reader();
  const file = reader.object(value, 'file');
  const lists = readLists(reader, file['sources']);
  const entries = reader.list(file['facilities'], 'facilities').map((entry, index) => {
    const place = `facilities[${index}]`;
    const fields = reader.object(entry, place);
    const kind = reader.oneOf(fields, 'kind', place, kinds);
    const officialName = reader.text(fields, 'officialName', place);
    const state = reader.pattern(fields, 'state', place, isState);
    return {
      place,
      fields,
      kind,
      officialName,
      state,
      key: facilityKey(kind, officialName, state),
    };
  });
  const offices = new Map(
    entries
      .filter(({ fields }) => fields['type'] === 'ERO_FIELD_OFFICE')
      .map(({ officialName, key }) => [officialName, key]),
  );

  const seen = new Set<string>();
  const facilities = entries.map(({ place, fields, kind, officialName, state, key }) => {
    if (seen.has(key)) reader.fault(place, 'is the second of its kind, official name and state');
    seen.add(key);
    const listedIn = reader.list(fields['reportedIn'], `${place}.reportedIn`);
    if (!listedIn.every((name) => lists.has(String(name)))) {
      reader.fault(`${place}.reportedIn`, 'must be names of lists');
    }
    const ownLists = [...lists].filter(([name]) => listedIn.includes(name)).map(([, list]) => list);
    const source = ownLists.find(({ code }) => code === fields['source']);
    if (source === undefined) reader.fault(`${place}.source`, 'must be a list it stands in');
    return {
      id: idOf(key),
      kind,
      name: reader.text(fields, 'name', place),
      officialName,
      code: reader.textOrNull(fields, 'detloc', place),
      description: reader.text(fields, 'typeDescription', place),
      address: reader.textOrNull(fields, 'address', place),
      city: reader.text(fields, 'city', place),
      state,
      postalCode: reader.textOrNull(fields, 'postalCode', place),
      position: {
        latitude: reader.degrees(fields, 'latitude', place, 90),
        longitude: reader.degrees(fields, 'longitude', place, 180),
        precision: reader.oneOf(fields, 'geoPrecision', place, precisions),
      },
      countyFips: readCounty(reader, fields, place),
      fieldOffice: readFieldOffice(reader, fields, place, idOf, offices),
      source: source as FacilityList,
      listedIn: ownLists,
      note: reader.textOrNull(fields, 'note', place),
    };
  });
  const version = reader.version(file, 'file');
  const publishedOn = reader.pattern(file, 'generated', 'file', isDate);
  reader.done();
  return { version, publishedOn, lists: [...lists.values()], facilities };
}
