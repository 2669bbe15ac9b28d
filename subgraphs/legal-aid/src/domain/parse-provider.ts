import { InputCheck, type IsCounty } from './input.ts';
import type { LegalArea, Provider, ProviderFee, ProviderKind, ProviderTerms } from './provider.ts';

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const mostCapacity = 1000;

export interface ProviderTermsInput {
  readonly states: readonly string[];
  readonly countyFips: readonly string[];
  readonly areas: readonly LegalArea[];
  readonly languages: readonly string[];
  readonly fee: ProviderFee;
  readonly hours?: string | null | undefined;
}

export interface RegisterProviderInput extends ProviderTermsInput {
  readonly organisationId?: string | null | undefined;
  readonly name: string;
  readonly kind: ProviderKind;
  readonly capacity: number;
}

function readTerms(
  check: InputCheck,
  input: ProviderTermsInput,
  kind: ProviderKind,
  isCounty: IsCounty,
): ProviderTerms {
  const states = check.states('states', input.states);
  const counties = check.counties('countyFips', input.countyFips, isCounty);
  if (states.length + counties.length === 0)
    check.refuse('states', 'must name a state or a county');
  const areas = [...new Set(input.areas)];
  if (areas.length === 0) check.refuse('areas', 'must not be empty');
  // Recognition by the Department of Justice is for immigration law alone (8 CFR 1292.11, 1292.12).
  if (kind === 'ACCREDITED_REPRESENTATIVE' && areas.some((area) => area !== 'IMMIGRATION')) {
    check.refuse('areas', 'must be IMMIGRATION alone for an accredited representative');
  }
  return {
    states,
    counties,
    areas,
    languages: check.languages('languages', input.languages),
    fee: input.fee,
    hours: check.optionalText('hours', input.hours, 300),
  };
}

/** @throws InvalidInputError naming every field that cannot be accepted. */
export function parseProviderTerms(
  input: ProviderTermsInput,
  kind: ProviderKind,
  isCounty: IsCounty,
): ProviderTerms {
  const check = new InputCheck();
  const terms = readTerms(check, input, kind, isCounty);
  check.done();
  return terms;
}

export function parseCapacity(capacity: number): number {
  const check = new InputCheck();
  check.between('capacity', capacity, 0, mostCapacity);
  check.done();
  return capacity;
}

/** @throws InvalidInputError naming every field that cannot be accepted. */
export function parseProvider(
  input: RegisterProviderInput,
  isCounty: IsCounty,
): Omit<Provider, 'id' | 'version' | 'standing'> {
  const check = new InputCheck();
  const name = check.text('name', input.name, 200);
  const organisationId = input.organisationId?.toLowerCase() ?? null;
  if (organisationId !== null && !uuidPattern.test(organisationId)) {
    check.refuse('organisationId', 'must be the id of an organisation');
  }
  const capacity = check.between('capacity', input.capacity, 0, mostCapacity);
  const terms = readTerms(check, input, input.kind, isCounty);
  check.done();
  return { ...terms, name, organisationId, capacity, kind: input.kind };
}
