import { ConflictError, NotFoundError } from '@alert-button/platform/errors.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { reasonsOfChoice } from '../domain/match.ts';
import { policy } from '../policy.ts';
import { readLoad } from '../store/loads.ts';
import { findProvider } from '../store/provider-store.ts';
import { lockMatching, takeSlot } from '../store/slots.ts';
import { accept } from './accept-matter-offer.ts';
import { actOnMatter } from './act-on-matter.ts';
import { requireUuid } from './input.ts';
import { offerTo } from './offer-next.ts';
import type { Asking, Services } from './services.ts';
import type { SeenMatter } from './visible-matter.ts';
import { withdrawStanding } from './withdraw-standing.ts';

export interface OfferMatterInput {
  readonly matterId: string;
  readonly providerId: string;
}

/**
 * An officer chooses the provider past the ranking, also in place of one who has it; it is recorded
 * that they did. Capacity holds for them too. One without keys has been called, and has accepted.
 *
 * @throws NotFoundError, ConflictError when the provider has no room or the matter already.
 */
export function offerMatter(
  services: Services,
  asking: Asking,
  { matterId, ...input }: OfferMatterInput,
): Promise<SeenMatter> {
  const viewer = permit(policy, 'offerMatter', asking.viewer);
  return actOnMatter(
    services,
    { ...asking, viewer },
    {
      matterId,
      act: 'offerMatter',
      does: 'OFFER',
      by: ['DESK'],
      work: async ({ transaction, matter, now }) => {
        const providerId = requireUuid('providerId', input.providerId);
        await lockMatching(transaction);
        const load = await readLoad(transaction, providerId);
        if (load === null) throw new NotFoundError('providerId');
        const freed = await withdrawStanding(transaction, matter, now, providerId);
        if (!(await takeSlot(transaction, providerId, matter.id))) {
          throw new ConflictError('The provider has as many matters as they can bear.');
        }
        const candidate = { providerId, reasons: reasonsOfChoice(load) };
        const offered = await offerTo(transaction, freed, candidate, { isManual: true, now });
        const provider = await findProvider({ prisma: transaction }, providerId);
        const isCalled = provider?.organisationId === null;
        const given = isCalled ? await accept(transaction, offered, now) : offered;
        return { matter: given, facts: { providerId, isCalled } };
      },
    },
  );
}
