import { parseProviderTerms, type ProviderTermsInput } from '../domain/parse-provider.ts';
import type { Provider } from '../domain/provider.ts';
import { administer, changeProvider, requireProvider } from './administer.ts';
import type { Asking, Services } from './services.ts';

export interface SetProviderTermsInput extends ProviderTermsInput {
  readonly providerId: string;
}

/**
 * What a provider takes on, and where, from now on. What they have already stays theirs.
 *
 * @throws InvalidInputError, NotFoundError
 */
export function setProviderTerms(
  services: Services,
  asking: Asking,
  { providerId, ...input }: SetProviderTermsInput,
): Promise<Provider> {
  return administer(services, asking, 'setProviderTerms', async (transaction) => {
    const provider = await requireProvider(transaction, providerId);
    const terms = parseProviderTerms(input, provider.kind, services.isCounty);
    return {
      provider: await changeProvider(transaction, provider, terms),
      event: 'PROVIDER_TERMS_CHANGED',
    };
  });
}
