import type { RequestContext } from '@alert-button/platform/builder.ts';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import { decideRotation } from '../domain/api-key.ts';
import { insertApiKey, takeApiKey, updateApiKey } from '../store/api-key-store.ts';
import { setRevocation } from '../store/revocation-store.ts';
import type { Administer } from './administer.ts';
import type { IssuedApiKey } from './create-api-key.ts';
import { createApiKeySecret } from './credentials/api-key-secret.ts';
import { requireUuid } from './input.ts';

/**
 * A new key takes the place of an old one, which stays valid for the overlap. The gateways learn
 * now when the old one ends, so that what is open with it is closed then.
 *
 * @throws InvalidInputError, NotFoundError, or ConflictError when the key is not in use any more.
 */
export function createRotateApiKey(administer: Administer) {
  return (
    request: RequestContext,
    input: { readonly apiKeyId: string; readonly overlapHours: number },
  ): Promise<IssuedApiKey> =>
    administer(request, 'rotateApiKey', async ({ transaction, now }) => {
      const old = await takeApiKey(transaction, requireUuid('apiKeyId', input.apiKeyId));
      if (old === null) throw new NotFoundError('apiKeyId');
      const { grant, oldExpiresAt } = decideRotation(old, input.overlapHours, now);
      const { token, ...secret } = createApiKeySecret(grant.environment);
      const names = { ...secret, id: crypto.randomUUID() };
      const apiKey = await insertApiKey(transaction, names, grant);
      await updateApiKey(transaction, old.id, { expiresAt: oldExpiresAt, replacedBy: apiKey.id });
      await setRevocation(transaction, { kind: 'KEY', id: old.publicId }, oldExpiresAt);
      return {
        result: { apiKey, token },
        subjectId: old.publicId,
        event: { kind: 'API_KEY_ROTATED', version: 2 },
        facts: {
          organisationId: old.organisationId,
          overlapHours: input.overlapHours,
          replacedBy: apiKey.publicId,
        },
      };
    });
}
