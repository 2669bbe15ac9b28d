import { permit } from '@alert-button/platform/policy.ts';
import { policy } from '../policy.ts';
import { advanceMatter } from '../store/matter-store.ts';
import { actOnMatter } from './act-on-matter.ts';
import type { Asking, Services } from './services.ts';
import type { SeenMatter } from './visible-matter.ts';

export interface DeclineMatterTransferInput {
  readonly matterId: string;
}

/**
 * The desk that was asked does not take the matter over; it stays where it is.
 *
 * @throws NotFoundError, ConflictError
 */
export function declineMatterTransfer(
  services: Services,
  asking: Asking,
  { matterId }: DeclineMatterTransferInput,
): Promise<SeenMatter> {
  const viewer = permit(policy, 'declineMatterTransfer', asking.viewer);
  return actOnMatter(
    services,
    { ...asking, viewer },
    {
      matterId,
      act: 'declineMatterTransfer',
      does: 'ANSWER_DESK',
      by: ['ASKED_DESK'],
      work: async ({ transaction, matter }) => {
        const kind = 'MATTER_DESK_DECLINED';
        const change = { askedDeskId: null };
        return { matter: await advanceMatter(transaction, matter, kind, change) };
      },
    },
  );
}
