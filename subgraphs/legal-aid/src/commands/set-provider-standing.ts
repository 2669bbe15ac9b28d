import type { Provider, ProviderStanding } from '../domain/provider.ts';
import { administer, changeProvider, requireProvider } from './administer.ts';
import type { Asking, Services } from './services.ts';

export interface SetProviderStandingInput {
  readonly providerId: string;
  readonly standing: ProviderStanding;
}

/**
 * A paused provider is offered nothing and goes on with what they have. A removed one sees nothing
 * any more, at once; what they had comes to others at the next look, a moment later.
 *
 * @throws NotFoundError
 */
export function setProviderStanding(
  services: Services,
  asking: Asking,
  { providerId, standing }: SetProviderStandingInput,
): Promise<Provider> {
  return administer(services, asking, 'setProviderStanding', async (transaction) => {
    const provider = await requireProvider(transaction, providerId);
    const facts = { standing };
    if (standing === provider.standing) return { provider, event: null, facts };
    const changed = await changeProvider(transaction, provider, { standing });
    return { provider: changed, event: 'PROVIDER_STANDING_CHANGED', facts };
  });
}
