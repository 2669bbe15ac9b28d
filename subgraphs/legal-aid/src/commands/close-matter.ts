import { permit } from '@alert-button/platform/policy.ts';
import { policy } from '../policy.ts';
import { advanceMatter } from '../store/matter-store.ts';
import { actOnMatter } from './act-on-matter.ts';
import type { Asking, Services } from './services.ts';
import type { SeenMatter } from './visible-matter.ts';
import type { MatterOutcome } from '../domain/matter.ts';
import { findStandingOffer } from '../store/offer-store.ts';
import { releaseSlot } from '../store/slots.ts';
import { withdrawStanding } from './withdraw-standing.ts';

export interface CloseMatterInput {
  readonly matterId: string;
  readonly outcome: MatterOutcome;
}

/**
 * The matter ends with what came of it. An offer that waits comes to nothing, and the provider has
 * room again.
 *
 * @throws NotFoundError, ConflictError
 */
export function closeMatter(
  services: Services,
  asking: Asking,
  { matterId, ...input }: CloseMatterInput,
): Promise<SeenMatter> {
  const viewer = permit(policy, 'closeMatter', asking.viewer);
  return actOnMatter(
    services,
    { ...asking, viewer },
    {
      matterId,
      act: 'closeMatter',
      does: 'CLOSE',
      by: ['DESK'],
      work: async ({ transaction, matter, now }) => {
        const { outcome } = input;
        const offer = await findStandingOffer({ prisma: transaction }, matter.id);
        const isTheirs = offer?.status === 'ACCEPTED';
        // Whoever had it keeps it in their files.
        if (isTheirs) await releaseSlot(transaction, matter.id);
        const left = isTheirs ? matter : await withdrawStanding(transaction, matter, now);
        const change = {
          status: 'CLOSED',
          outcome,
          closedAt: now,
          lookAt: null,
          askedDeskId: null,
        };
        const closed = await advanceMatter(transaction, left, 'MATTER_CLOSED', change);
        return { matter: closed, facts: { outcome } };
      },
    },
  );
}
