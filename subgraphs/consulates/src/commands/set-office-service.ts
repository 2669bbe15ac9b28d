import type { RequestContext } from '@alert-button/platform/builder.ts';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import type { Consulate } from '../domain/consulate.ts';
import { parseService, type ServiceInput } from '../domain/out-of-service.ts';
import { withOfficeService } from '../domain/set-office-service.ts';
import type { Administer } from './administer.ts';
import { publish } from './publish.ts';

export interface SetOfficeServiceInput extends ServiceInput {
  readonly consulateCode: string;
}

/**
 * An office goes out of service or comes back, and its own desk with it. The same again changes
 * nothing.
 *
 * @throws InvalidInputError or NotFoundError
 */
export function createSetOfficeService(administer: Administer) {
  return (
    request: RequestContext,
    { consulateCode, ...input }: SetOfficeServiceInput,
  ): Promise<Consulate> =>
    administer(request, 'setOfficeService', async ({ transaction, stored }) => {
      const outOfService = parseService(input);
      const consulate = stored.consulate({ code: consulateCode });
      if (consulate === null) throw new NotFoundError('consulateCode');
      const wanted = withOfficeService(stored, consulate, outOfService);
      const eventCount = await publish(transaction, stored, wanted);
      return {
        result: { ...consulate, outOfService },
        subjectId: consulate.id,
        outcome: eventCount > 0 ? 'DONE' : 'UNCHANGED',
        facts: { isInService: input.isInService, reason: outOfService ?? 'NONE' },
      };
    });
}
