import type { RequestContext } from '@alert-button/platform/builder.ts';
import { ConflictError, NotFoundError } from '@alert-button/platform/errors.ts';
import { parseNewApiKey, type ApiKey, type NewApiKeyInput } from '../domain/api-key.ts';
import { insertApiKey } from '../store/api-key-store.ts';
import { findOrganisation, lockOrganisation } from '../store/organisation-store.ts';
import type { Administer } from './administer.ts';
import { createApiKeySecret } from './credentials/api-key-secret.ts';
import { requireUuid } from './input.ts';

export interface IssuedApiKey {
  readonly apiKey: ApiKey;
  /** The whole key as it is sent; nobody can show it again. */
  readonly token: string;
}

/**
 * An organisation gets a key.
 *
 * @throws InvalidInputError, NotFoundError, or ConflictError while the organisation is disabled.
 */
export function createCreateApiKey(administer: Administer) {
  return (request: RequestContext, input: NewApiKeyInput): Promise<IssuedApiKey> =>
    administer(request, 'createApiKey', async ({ transaction, now }) => {
      const organisationId = requireUuid('organisationId', input.organisationId);
      const grant = parseNewApiKey({ ...input, organisationId }, now);
      await lockOrganisation(transaction, organisationId);
      const organisation = await findOrganisation({ prisma: transaction }, organisationId);
      if (organisation === null) throw new NotFoundError('organisationId');
      if (organisation.isDisabled) throw new ConflictError('The organisation is disabled.');
      const { token, ...secret } = createApiKeySecret(grant.environment);
      const names = { ...secret, id: crypto.randomUUID() };
      const apiKey = await insertApiKey(transaction, names, grant);
      return {
        result: { apiKey, token },
        subjectId: apiKey.publicId,
        event: { kind: 'API_KEY_CREATED', version: 1 },
        facts: {
          organisationId,
          environment: apiKey.environment,
          scopes: apiKey.scopes.join(' '),
        },
      };
    });
}
