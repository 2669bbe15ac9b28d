import { sharedLanguage } from './languages.ts';
import { coveredBy, type CoveredBy, type MatterPlace } from './places.ts';
import type { LegalArea, Provider } from './provider.ts';

/** What is looked for. */
export interface MatchWish {
  readonly place: MatterPlace;
  readonly area: LegalArea;
  /** Of the person, best first. */
  readonly languages: readonly string[];
  /** Who is not asked (again): they said no, or let this round's offer lapse. */
  readonly askedIds: ReadonlySet<string>;
}

/** A provider and what is known of their work just now. */
export interface ProviderLoad {
  readonly provider: Pick<
    Provider,
    'id' | 'states' | 'counties' | 'areas' | 'languages' | 'capacity' | 'standing'
  >;
  /** Matters that are offered to them or theirs. */
  readonly heldCount: number;
  /** Of the offers of the last ninety days. */
  readonly answeredCount: number;
  readonly lapsedCount: number;
  /** When they were last offered anything, in milliseconds; null for never. */
  readonly lastOfferedAt: number | null;
}

export const matchFactors = ['PLACE', 'AREA', 'LANGUAGE', 'RESPONSE', 'CAPACITY'] as const;
export type MatchFactor = (typeof matchFactors)[number];

/** One reason for the place of a candidate, as a fact. */
export interface MatchReason {
  readonly factor: MatchFactor;
  readonly value: string;
}

export interface Candidate {
  readonly providerId: string;
  readonly reasons: readonly MatchReason[];
}

interface Judged extends ProviderLoad {
  readonly covered: CoveredBy;
  readonly language: string | null;
  /** Place of that language among the person's; the last of all for none. */
  readonly languageRank: number;
  readonly isUnresponsive: boolean;
}

/** So few offers prove nothing. */
const fewestOffers = 4;

const isUnresponsive = ({ answeredCount, lapsedCount }: ProviderLoad): boolean =>
  answeredCount + lapsedCount >= fewestOffers && lapsedCount > answeredCount;

function judge(wish: MatchWish, load: ProviderLoad): Judged | null {
  const { provider, heldCount } = load;
  if (provider.standing !== 'ACTIVE' || heldCount >= provider.capacity) return null;
  if (!provider.areas.includes(wish.area) || wish.askedIds.has(provider.id)) return null;
  const covered = coveredBy(provider, wish.place);
  if (covered === null) return null;
  const language = sharedLanguage(wish.languages, provider.languages);
  return {
    ...load,
    covered,
    language,
    languageRank: language === null ? wish.languages.length : wish.languages.indexOf(language),
    isUnresponsive: isUnresponsive(load),
  };
}

const rankOfCover: Readonly<Record<CoveredBy, number>> = { COUNTY: 0, STATE: 1 };

/**
 * Who comes first. After language, answers and place it is whoever has least to do for what they can
 * bear, so that of providers alike none gets a second matter while another has none.
 */
const order: readonly ((one: Judged, other: Judged) => number)[] = [
  (one, other) => one.languageRank - other.languageRank,
  (one, other) => Number(one.isUnresponsive) - Number(other.isUnresponsive),
  (one, other) => rankOfCover[one.covered] - rankOfCover[other.covered],
  (one, other) => one.heldCount * other.provider.capacity - other.heldCount * one.provider.capacity,
  (one, other) => (one.lastOfferedAt ?? 0) - (other.lastOfferedAt ?? 0),
  (one, other) => (one.provider.id < other.provider.id ? -1 : 1),
];

function compare(one: Judged, other: Judged): number {
  for (const by of order) {
    const difference = by(one, other);
    if (difference !== 0) return difference;
  }
  return 0;
}

function reasonsOf({ place, area }: MatchWish, judged: Judged): readonly MatchReason[] {
  const { covered, language, provider, heldCount, answeredCount, lapsedCount } = judged;
  return [
    { factor: 'LANGUAGE', value: language ?? 'none' },
    { factor: 'RESPONSE', value: `${answeredCount} of ${answeredCount + lapsedCount}` },
    { factor: 'PLACE', value: covered === 'COUNTY' ? (place.countyFips ?? '') : place.state },
    { factor: 'AREA', value: area },
    { factor: 'CAPACITY', value: `${heldCount} of ${provider.capacity}` },
  ];
}

/**
 * Who may be asked, the best first, each with the reasons. It depends on what it is given and on
 * nothing else, whatever the order of that. Whoever is at their capacity, does not cover the place
 * or the area, or is not to be asked, is not among them.
 */
export function match(wish: MatchWish, loads: readonly ProviderLoad[]): readonly Candidate[] {
  return loads
    .map((load) => judge(wish, load))
    .filter((judged) => judged !== null)
    .sort(compare)
    .map((judged) => ({ providerId: judged.provider.id, reasons: reasonsOf(wish, judged) }));
}

/** What is said of a provider whom an officer chose past the ranking. */
export function reasonsOfChoice(load: ProviderLoad): readonly MatchReason[] {
  const { provider, heldCount, answeredCount, lapsedCount } = load;
  return [
    { factor: 'RESPONSE', value: `${answeredCount} of ${answeredCount + lapsedCount}` },
    { factor: 'CAPACITY', value: `${heldCount} of ${provider.capacity}` },
  ];
}
