import type { Jurisdiction } from './jurisdiction.ts';
import type { OfficeHours } from './office-hours.ts';
import type { OutOfServiceReason } from './out-of-service.ts';

/** Names of the ids made from codes (UUID v5), so that an id is the same in every installation. */
export const consulateNamespace = '1e558183-7424-42bc-b0de-f5c04516d264';

export type ConsulateType = 'CONSULATE_GENERAL' | 'CONSULATE' | 'CONSULAR_SECTION';

/** `CITY`: the centre of the city, good for finding the nearest office, not for walking there. */
export type PositionPrecision = 'ADDRESS' | 'CITY';

/** A part of a consulate's entry whose origin is recorded. `LISTING`: that the office exists. */
export type ConsulateField =
  | 'ADDRESS'
  | 'EMAIL'
  | 'HOURS'
  | 'LISTING'
  | 'PHONE'
  | 'POSITION'
  | 'POSTAL_CODE'
  | 'PROTECTION_PHONE'
  | 'REGIONAL_GROUP'
  | 'TYPE';

export interface FieldSource {
  readonly field: ConsulateField;
  readonly source: string;
  /** Seen in a press or official page; does not mean current. */
  readonly isVerified: boolean;
  /** Undated, old, or from an unofficial page: confirm it before somebody depends on it. */
  readonly isRecheckNeeded: boolean;
  /** Year, month or day (ISO 8601), as exact as the source is. */
  readonly asOf: string | null;
  readonly note: string | null;
}

/** An office of the Mexican foreign service in the United States. What is not known is null. */
export interface Consulate {
  readonly id: string;
  readonly code: string;
  readonly version: number;
  readonly name: string;
  readonly type: ConsulateType;
  readonly city: string;
  /** Postal abbreviation. */
  readonly state: string;
  readonly address: string | null;
  readonly postalCode: string | null;
  /** Telephone numbers are in E.164 form. */
  readonly phone: string | null;
  readonly protectionPhone: string | null;
  readonly email: string | null;
  readonly website: string | null;
  readonly position: {
    readonly latitude: number;
    readonly longitude: number;
    readonly precision: PositionPrecision;
  };
  readonly jurisdiction: Jurisdiction;
  readonly source: string;
  /** The office and its city were seen in a press or official page, not only in a copied list. */
  readonly isVerified: boolean;
  /** What the sources leave open. */
  readonly notes: string | null;
  /** Why it is out of service; null while it is in service. */
  readonly outOfService: OutOfServiceReason | null;
  readonly hours: OfficeHours | null;
  /** Code of the group whose offices back each other up; null for one that is in none. */
  readonly regionalGroup: string | null;
  /** Sorted by field. */
  readonly fieldSources: readonly FieldSource[];
}

/** Where one field is known from; null when nothing is recorded of it. */
export function sourceOf(consulate: Consulate, field: ConsulateField): FieldSource | null {
  return consulate.fieldSources.find((source) => source.field === field) ?? null;
}
