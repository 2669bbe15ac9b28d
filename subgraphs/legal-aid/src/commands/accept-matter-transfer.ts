import { permit } from '@alert-button/platform/policy.ts';
import { policy } from '../policy.ts';
import { advanceMatter } from '../store/matter-store.ts';
import { actOnMatter } from './act-on-matter.ts';
import type { Asking, Services } from './services.ts';
import type { SeenMatter } from './visible-matter.ts';

export interface AcceptMatterTransferInput {
  readonly matterId: string;
}

/**
 * The desk that was asked takes the matter over, and sees the rest of it from then on.
 *
 * @throws NotFoundError, ConflictError
 */
export function acceptMatterTransfer(
  services: Services,
  asking: Asking,
  { matterId }: AcceptMatterTransferInput,
): Promise<SeenMatter> {
  const viewer = permit(policy, 'acceptMatterTransfer', asking.viewer);
  return actOnMatter(
    services,
    { ...asking, viewer },
    {
      matterId,
      act: 'acceptMatterTransfer',
      does: 'ANSWER_DESK',
      by: ['ASKED_DESK'],
      work: async ({ transaction, matter }) => {
        const deskId = matter.askedDeskId ?? matter.deskId;
        const change = { deskId, askedDeskId: null };
        const kind = 'MATTER_DESK_ACCEPTED';
        const accepted = await advanceMatter(transaction, matter, kind, change);
        return { matter: accepted, facts: { fromDeskId: matter.deskId, deskId } };
      },
    },
  );
}
