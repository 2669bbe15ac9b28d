import { ConflictError, NotFoundError } from '@alert-button/platform/errors.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { parseContinuesAt, type HearingOutcome } from '../domain/hearing.ts';
import { policy } from '../policy.ts';
import {
  countHearings,
  findHearing,
  insertHearing,
  saveHearingOutcome,
} from '../store/hearing-store.ts';
import { advanceMatter } from '../store/matter-store.ts';
import { actOnMatter } from './act-on-matter.ts';
import { requireUuid } from './input.ts';
import { mostHearings } from './schedule-hearing.ts';
import type { Asking, Services } from './services.ts';
import type { SeenMatter } from './visible-matter.ts';

export interface ReportHearingInput {
  readonly matterId: string;
  readonly hearingId: string;
  readonly outcome: HearingOutcome;
  readonly continuesAt?: Date | null | undefined;
}

/**
 * What came of a hearing, once; where it goes on another day, that is a hearing of its own.
 *
 * @throws NotFoundError, InvalidInputError, ConflictError when it was reported before
 */
export function reportHearing(
  services: Services,
  asking: Asking,
  { matterId, ...input }: ReportHearingInput,
): Promise<SeenMatter> {
  const viewer = permit(policy, 'reportHearing', asking.viewer);
  const { matterKeys } = services;
  return actOnMatter(
    services,
    { ...asking, viewer },
    {
      matterId,
      act: 'reportHearing',
      does: 'RECORD',
      by: ['DESK', 'PROVIDER'],
      work: async ({ transaction, matter, now }) => {
        const hearingId = requireUuid('hearingId', input.hearingId);
        const { outcome } = input;
        const takesPlaceAt = parseContinuesAt(outcome, input.continuesAt, now);
        const reader = { prisma: transaction };
        const hearing = await findHearing(reader, matterKeys, matter.id, hearingId);
        if (hearing === null) throw new NotFoundError('hearingId');
        if (hearing.status !== 'PLANNED') {
          throw new ConflictError('The hearing was reported before.');
        }
        await saveHearingOutcome(transaction, hearingId, outcome, now);
        if (takesPlaceAt !== null) {
          if ((await countHearings(transaction, matter.id)) >= mostHearings) {
            throw new ConflictError('The matter has as many hearings as it may have.');
          }
          const { kind, court, place } = hearing;
          const next = { kind, court, place, takesPlaceAt };
          await insertHearing(transaction, matterKeys, matter.id, next);
        }
        return {
          matter: await advanceMatter(transaction, matter, 'MATTER_HEARING_REPORTED'),
          facts: { hearingId, outcome },
        };
      },
    },
  );
}
