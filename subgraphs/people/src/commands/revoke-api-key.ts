import type { RequestContext } from '@alert-button/platform/builder.ts';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import type { ApiKey } from '../domain/api-key.ts';
import { takeApiKey, updateApiKey } from '../store/api-key-store.ts';
import { setRevocation } from '../store/revocation-store.ts';
import type { Administer } from './administer.ts';
import { requireUuid } from './input.ts';

/**
 * A key opens nothing any more, for good; a key that took its place is not touched. The same
 * again changes nothing.
 *
 * @throws NotFoundError
 */
export function createRevokeApiKey(administer: Administer) {
  return (request: RequestContext, input: { readonly apiKeyId: string }): Promise<ApiKey> =>
    administer(request, 'revokeApiKey', async ({ transaction, now }) => {
      const known = await takeApiKey(transaction, requireUuid('apiKeyId', input.apiKeyId));
      if (known === null) throw new NotFoundError('apiKeyId');
      const { id, publicId, organisationId } = known;
      const told = { subjectId: publicId, facts: { organisationId } };
      if (known.revokedAt !== null) return { ...told, result: known, event: null };
      const result = await updateApiKey(transaction, id, { revokedAt: now });
      await setRevocation(transaction, { kind: 'KEY', id: publicId }, now);
      return { ...told, result, event: { kind: 'API_KEY_REVOKED', version: 3 } };
    });
}
