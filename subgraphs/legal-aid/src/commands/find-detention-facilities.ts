import type { RequestContext } from '@alert-button/platform/builder.ts';
import { InvalidInputError, type InputIssue } from '@alert-button/platform/errors.ts';
import { pointIssues } from '@alert-button/platform/geography/point.ts';
import { permit } from '@alert-button/platform/policy.ts';
import type { FacilityList } from '../domain/detention-facility.ts';
import type {
  FacilityDirectory,
  FacilityMatch,
  FacilityWish,
} from '../domain/facility-directory.ts';
import { policy } from '../policy.ts';

export const mostFacilities = 100;
const longestText = 100;

export interface FacilityPageWish extends FacilityWish {
  /** 1 to 100. */
  readonly first: number;
  /** Id of the last facility of the page before. */
  readonly after: string | null;
}

export interface FacilityPage {
  readonly matches: readonly FacilityMatch[];
  readonly hasNextPage: boolean;
  /** How many fit, over all pages. */
  readonly totalCount: number;
  /** What the answer rests on, also when it is empty. */
  readonly sources: readonly FacilityList[];
}

function issuesOf({ search, state, city, near, first }: FacilityPageWish): InputIssue[] {
  const issues = near === null ? [] : pointIssues(near, 'near');
  for (const [path, text] of Object.entries({ search, city })) {
    if (text !== null && text.length > longestText) {
      issues.push({ path, message: `must have at most ${longestText} characters.` });
    }
  }
  if (state !== null && !/^[a-z]{2}$/i.test(state)) {
    issues.push({ path: 'state', message: 'must be a postal abbreviation, for example TX.' });
  }
  if (first < 1 || first > mostFacilities) {
    issues.push({ path: 'first', message: `must be from 1 to ${mostFacilities}.` });
  }
  return issues;
}

/**
 * Facilities by name, place and distance, a page of them.
 *
 * @throws InvalidInputError naming the field, never the value: a position is personal.
 */
export function createFindDetentionFacilities(directory: FacilityDirectory) {
  return ({ viewer }: RequestContext, wish: FacilityPageWish): FacilityPage => {
    permit(policy, 'detentionFacilities', viewer);
    const issues = issuesOf(wish);
    if (issues.length > 0) throw new InvalidInputError(issues);

    const all = directory.find(wish);
    const before = all.findIndex(({ facility }) => facility.id === wish.after);
    if (wish.after !== null && before === -1) {
      throw new InvalidInputError([{ path: 'after', message: 'is no cursor of this search.' }]);
    }
    const start = before + 1;
    const matches = all.slice(start, start + wish.first);
    return {
      matches,
      hasNextPage: start + matches.length < all.length,
      totalCount: all.length,
      sources: directory.lists,
    };
  };
}
