import type { ConsulateField, ConsulateType, PositionPrecision } from '../domain/consulate.ts';
import type { Weekday } from '../domain/office-hours.ts';
import type { JurisdictionBasis, JurisdictionCompleteness } from '../domain/jurisdiction.ts';

/** One entry of `data/consulates.json`; `data/README.md` says what each part means. */
export interface ConsulateEntry {
  readonly code: string;
  readonly name: string;
  readonly type: ConsulateType;
  readonly city: string;
  readonly state: string;
  readonly address: string | null;
  readonly postalCode: string | null;
  readonly latitude: number;
  readonly longitude: number;
  readonly geoPrecision: PositionPrecision;
  readonly phone: string | null;
  readonly protectionPhone: string | null;
  readonly email: string | null;
  readonly website: string | null;
  readonly jurisdiction: readonly {
    readonly state: string;
    readonly counties: readonly string[] | 'ALL';
    readonly basis: JurisdictionBasis;
    readonly verified: boolean;
    readonly source: string;
  }[];
  readonly jurisdictionStatus: JurisdictionCompleteness;
  readonly countyFips: readonly string[];
  readonly notes: string | null;
  readonly source: string;
  readonly verified: boolean;
  readonly fieldSources: Readonly<Record<string, FieldSourceEntry>>;
}

export interface FieldSourceEntry {
  readonly source: string;
  readonly verified: boolean;
  readonly asOf: string | null;
  readonly needsRecheck?: boolean;
  readonly note?: string;
  readonly alsoSeen?: string;
}

/** One entry of `data/national-lines.json`. */
export interface NationalLineEntry {
  readonly code: string;
  readonly name: string;
  readonly phone: string;
  readonly hours: string | null;
  readonly source: string;
  readonly verified: boolean;
  readonly reachableFrom: string;
}

/** `data/office-hours.json`: what is known of the hours, and each office's time zone. */
export interface OfficeHoursFile {
  readonly hours: readonly OfficeHoursEntry[];
  /** By the code of the office. */
  readonly timeZones: Readonly<Record<string, string>>;
}

export interface OfficeHoursEntry extends FieldSourceEntry {
  /** Codes; the entry without any is for all others. */
  readonly offices: readonly string[];
  readonly weekdays: readonly Weekday[];
  readonly opens: string;
  readonly closes: string;
}

/** One entry of `data/regional-groups.json`. */
export interface RegionalGroupEntry extends FieldSourceEntry {
  readonly code: string;
  /** Codes. */
  readonly offices: readonly string[];
}

/** What the files call a field → what we call it. */
export const fieldByEntryName: Readonly<Record<string, ConsulateField>> = {
  address: 'ADDRESS',
  coordinates: 'POSITION',
  email: 'EMAIL',
  hours: 'HOURS',
  listing: 'LISTING',
  phone: 'PHONE',
  postalCode: 'POSTAL_CODE',
  protectionPhone: 'PROTECTION_PHONE',
  regionalGroup: 'REGIONAL_GROUP',
  type: 'TYPE',
};
