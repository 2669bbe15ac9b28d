import { matchLanguage } from './language.ts';
import { situations, type RightsGuide, type RightsSituation } from './rights-guide.ts';

/** Every guide there is, at most one for each situation and language. */
export interface Library {
  readonly guides: readonly RightsGuide[];
  /** The guide for a situation in the language that comes closest, or null if there is none. */
  find(situation: RightsSituation, language: string): RightsGuide | null;
  /** For each situation the guide in the language that comes closest. */
  inLanguage(language: string): readonly RightsGuide[];
}

export function createLibrary(guides: readonly RightsGuide[]): Library {
  const find = (situation: RightsSituation, language: string): RightsGuide | null => {
    const own = guides.filter((guide) => guide.situation === situation);
    const best = matchLanguage(language, new Set(own.map((guide) => guide.language)));
    return own.find((guide) => guide.language === best) ?? null;
  };
  return {
    guides,
    find,
    inLanguage: (language) =>
      situations.map((situation) => find(situation, language)).filter((guide) => guide !== null),
  };
}
