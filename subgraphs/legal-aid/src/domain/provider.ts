import type { Coverage } from './places.ts';

/*
 * The words of who helps with the law. Literal unions come from `as const` lists, so that the
 * schema can offer exactly what the rules know.
 */

export const providerKinds = ['FIRM', 'NGO', 'CLINIC', 'ACCREDITED_REPRESENTATIVE'] as const;
export type ProviderKind = (typeof providerKinds)[number];

export const legalAreas = [
  'IMMIGRATION',
  'CRIMINAL',
  'CIVIL',
  'LABOUR',
  'FAMILY',
  'HUMAN_RIGHTS',
] as const;
export type LegalArea = (typeof legalAreas)[number];

export const providerFees = ['FREE', 'LOW_COST', 'STANDARD'] as const;
export type ProviderFee = (typeof providerFees)[number];

export const providerStandings = ['ACTIVE', 'PAUSED', 'REMOVED'] as const;
export type ProviderStanding = (typeof providerStandings)[number];

/** What a provider takes on, and where. */
export interface ProviderTerms extends Coverage {
  readonly areas: readonly LegalArea[];
  /** BCP 47 tags in canonical form. */
  readonly languages: readonly string[];
  readonly fee: ProviderFee;
  /** When they are reached, in their own words. */
  readonly hours: string | null;
}

export interface Provider extends ProviderTerms {
  readonly id: string;
  /** Whose keys are the provider's own; null for one that officers call. */
  readonly organisationId: string | null;
  readonly name: string;
  readonly kind: ProviderKind;
  /** Matters at once, the offered ones among them. */
  readonly capacity: number;
  readonly standing: ProviderStanding;
  /** Grows by one with every change. */
  readonly version: number;
}
