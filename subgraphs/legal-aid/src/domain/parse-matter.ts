import { stateOfCounty } from '@alert-button/platform/geography/states.ts';
import { InputCheck, type IsCounty } from './input.ts';
import type { MatterUrgency } from './matter.ts';
import type { MatterPlace } from './places.ts';
import type { LegalArea } from './provider.ts';

/** What an officer says of a matter when they open it: nothing that tells who it is. */
export interface MatterTermsInput {
  readonly area: LegalArea;
  readonly urgency: MatterUrgency;
  readonly state?: string | null | undefined;
  readonly countyFips?: string | null | undefined;
  readonly languages: readonly string[];
}

export interface MatterTerms {
  readonly area: LegalArea;
  readonly urgency: MatterUrgency;
  readonly place: MatterPlace;
  readonly languages: readonly string[];
}

/** A state, or a county and with it its state. */
export function readPlace(
  check: InputCheck,
  { state, countyFips }: Pick<MatterTermsInput, 'state' | 'countyFips'>,
  isCounty: IsCounty,
): MatterPlace {
  const named = typeof state === 'string' ? check.state('state', state) : null;
  if (typeof countyFips !== 'string') {
    if (named === null) check.refuse('state', 'must be given, or the county');
    return { state: named ?? '', countyFips: null };
  }
  const county = check.county('countyFips', countyFips, isCounty);
  const of = stateOfCounty(county) ?? '';
  if (named !== null && of !== '' && named !== of)
    check.refuse('countyFips', 'is in another state');
  return { state: of, countyFips: county };
}

/** @throws InvalidInputError naming every field that cannot be accepted. */
export function parseMatter(input: MatterTermsInput, isCounty: IsCounty): MatterTerms {
  const check = new InputCheck();
  const place = readPlace(check, input, isCounty);
  const languages = check.languages('languages', input.languages);
  check.done();
  return { area: input.area, urgency: input.urgency, place, languages };
}
