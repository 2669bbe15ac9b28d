import type { RequestContext } from '@alert-button/platform/builder.ts';
import { permit } from '@alert-button/platform/policy.ts';
import type { NationalLine } from '../domain/national-line.ts';
import { policy } from '../policy.ts';
import type { DirectoryCopy } from '../store/stored-directory.ts';

/** All national lines, sorted by code. */
export function createReadNationalLines(directory: DirectoryCopy) {
  return ({ viewer }: RequestContext): readonly NationalLine[] => {
    permit(policy, 'nationalLines', viewer);
    return directory.current().nationalLines;
  };
}

/** The number to call where a consulate's own is not known or does not answer. */
export function createReadFallbackPhone(directory: DirectoryCopy) {
  return ({ viewer }: RequestContext): string => {
    permit(policy, 'nationalLines', viewer);
    return directory.current().fallbackPhone;
  };
}
