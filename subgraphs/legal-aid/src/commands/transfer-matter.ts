import { permit } from '@alert-button/platform/policy.ts';
import { policy } from '../policy.ts';
import { advanceMatter } from '../store/matter-store.ts';
import { actOnMatter } from './act-on-matter.ts';
import type { Asking, Services } from './services.ts';
import type { SeenMatter } from './visible-matter.ts';
import { ConflictError, NotFoundError } from '@alert-button/platform/errors.ts';
import { findDeskCode } from '../store/known-desks.ts';
import { requireUuid } from './input.ts';

export interface TransferMatterInput {
  readonly matterId: string;
  readonly deskId: string;
}

/**
 * Another desk is asked to take the matter over. It stays where it is until that one accepts.
 *
 * @throws NotFoundError, ConflictError
 */
export function transferMatter(
  services: Services,
  asking: Asking,
  { matterId, ...input }: TransferMatterInput,
): Promise<SeenMatter> {
  const viewer = permit(policy, 'transferMatter', asking.viewer);
  return actOnMatter(
    services,
    { ...asking, viewer },
    {
      matterId,
      act: 'transferMatter',
      does: 'ASK_DESK',
      by: ['DESK'],
      work: async ({ transaction, matter }) => {
        const deskId = requireUuid('deskId', input.deskId);
        if ((await findDeskCode({ prisma: transaction }, deskId)) === null) {
          throw new NotFoundError('deskId');
        }
        if (deskId === matter.deskId) throw new ConflictError('The matter is at that desk.');
        const facts = { askedDeskId: deskId };
        if (deskId === matter.askedDeskId) return { matter, facts };
        const kind = 'MATTER_DESK_ASKED';
        const asked = await advanceMatter(transaction, matter, kind, facts, facts);
        return { matter: asked, facts };
      },
    },
  );
}
