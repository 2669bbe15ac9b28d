import { ConflictError } from '@alert-button/platform/errors.ts';
import { parseProvider, type RegisterProviderInput } from '../domain/parse-provider.ts';
import type { Provider } from '../domain/provider.ts';
import { insertProvider } from '../store/provider-store.ts';
import { fitSlots } from '../store/slots.ts';
import { administer } from './administer.ts';
import type { Asking, Services } from './services.ts';

/**
 * Somebody who helps with the law becomes known, and is offered matters from then on.
 *
 * @throws InvalidInputError, or ConflictError when another has the name or the organisation.
 */
export function registerProvider(
  services: Services,
  asking: Asking,
  input: RegisterProviderInput,
): Promise<Provider> {
  return administer(services, asking, 'registerProvider', async (transaction) => {
    const parsed = parseProvider(input, services.isCounty);
    const provider: Provider = {
      ...parsed,
      id: crypto.randomUUID(),
      standing: 'ACTIVE',
      version: 1,
    };
    if (!(await insertProvider(transaction, provider))) {
      throw new ConflictError('Another provider has that name or that organisation.');
    }
    await fitSlots(transaction, provider.id, provider.capacity);
    const { kind, capacity } = provider;
    return { provider, event: 'PROVIDER_REGISTERED', facts: { kind, capacity } };
  });
}
