import { parseCapacity } from '../domain/parse-provider.ts';
import type { Provider } from '../domain/provider.ts';
import { fitSlots } from '../store/slots.ts';
import { administer, changeProvider, requireProvider } from './administer.ts';
import type { Asking, Services } from './services.ts';

export interface SetProviderCapacityInput {
  readonly providerId: string;
  readonly capacity: number;
}

/**
 * How many matters a provider has at once, from now on. Lowered below what they have, it takes
 * nothing away: there is room again when fewer are left.
 *
 * @throws InvalidInputError, NotFoundError
 */
export function setProviderCapacity(
  services: Services,
  asking: Asking,
  { providerId, ...input }: SetProviderCapacityInput,
): Promise<Provider> {
  return administer(services, asking, 'setProviderCapacity', async (transaction) => {
    const provider = await requireProvider(transaction, providerId);
    const capacity = parseCapacity(input.capacity);
    const facts = { capacity };
    if (capacity === provider.capacity) return { provider, event: null, facts };
    const changed = await changeProvider(transaction, provider, { capacity });
    await fitSlots(transaction, provider.id, capacity);
    return { provider: changed, event: 'PROVIDER_CAPACITY_CHANGED', facts };
  });
}
