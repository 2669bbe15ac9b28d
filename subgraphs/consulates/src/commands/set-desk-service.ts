import type { RequestContext } from '@alert-button/platform/builder.ts';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import type { Desk } from '../domain/desk.ts';
import { parseService, type ServiceInput } from '../domain/out-of-service.ts';
import { requireClosable, withDeskService } from '../domain/set-desk-service.ts';
import type { Administer } from './administer.ts';
import { publish } from './publish.ts';

export interface SetDeskServiceInput extends ServiceInput {
  readonly deskCode: string;
}

/**
 * Closes an additional desk or opens it again. Alerts that stand there stay, and its officers go on
 * answering them. The same again changes nothing.
 *
 * @throws InvalidInputError, also for a desk that is not closed by itself, or NotFoundError
 */
export function createSetDeskService(administer: Administer) {
  return (request: RequestContext, { deskCode, ...input }: SetDeskServiceInput): Promise<Desk> =>
    administer(request, 'setDeskService', async ({ transaction, stored }) => {
      const outOfService = parseService(input);
      const desk = stored.desk({ code: deskCode });
      if (desk === null) throw new NotFoundError('deskCode');
      requireClosable(desk);
      const wanted = withDeskService(stored, desk, outOfService);
      const eventCount = await publish(transaction, stored, wanted);
      return {
        result: { ...desk, outOfService },
        subjectId: desk.id,
        outcome: eventCount > 0 ? 'DONE' : 'UNCHANGED',
        facts: { isInService: input.isInService, reason: outOfService ?? 'NONE' },
      };
    });
}
