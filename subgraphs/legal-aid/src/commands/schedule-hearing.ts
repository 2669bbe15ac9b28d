import { ConflictError } from '@alert-button/platform/errors.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { parseHearing, type HearingCourt, type HearingKind } from '../domain/hearing.ts';
import { policy } from '../policy.ts';
import { countHearings, insertHearing } from '../store/hearing-store.ts';
import { advanceMatter } from '../store/matter-store.ts';
import { actOnMatter } from './act-on-matter.ts';
import type { Asking, Services } from './services.ts';
import type { SeenMatter } from './visible-matter.ts';

export const mostHearings = 100;

export interface ScheduleHearingInput {
  readonly matterId: string;
  readonly kind: HearingKind;
  readonly court: HearingCourt;
  readonly place?: string | null | undefined;
  readonly takesPlaceAt: Date;
}

/**
 * A court has set a hearing: who misses one may be ordered removed for it.
 *
 * @throws NotFoundError, InvalidInputError, ConflictError
 */
export function scheduleHearing(
  services: Services,
  asking: Asking,
  { matterId, ...input }: ScheduleHearingInput,
): Promise<SeenMatter> {
  const viewer = permit(policy, 'scheduleHearing', asking.viewer);
  return actOnMatter(
    services,
    { ...asking, viewer },
    {
      matterId,
      act: 'scheduleHearing',
      does: 'RECORD',
      by: ['DESK', 'PROVIDER'],
      work: async ({ transaction, matter, now }) => {
        const { kind, court } = input;
        const hearing = { ...parseHearing(input, now), kind, court };
        if ((await countHearings(transaction, matter.id)) >= mostHearings) {
          throw new ConflictError('The matter has as many hearings as it may have.');
        }
        await insertHearing(transaction, services.matterKeys, matter.id, hearing);
        return {
          matter: await advanceMatter(transaction, matter, 'MATTER_HEARING_SCHEDULED'),
          facts: { kind, court },
        };
      },
    },
  );
}
