import type { RequestContext } from '@alert-button/platform/builder.ts';
import { ConflictError, NotFoundError } from '@alert-button/platform/errors.ts';
import type { Consulate } from '../domain/consulate.ts';
import { isSameContent } from '../domain/same-content.ts';
import {
  parseOfficeHours,
  withConfirmedHours,
  type OfficeHoursInput,
} from '../domain/set-office-hours.ts';
import { readOfficeHours, saveOfficeHours } from '../store/office-hours-store.ts';
import type { Administer } from './administer.ts';
import { publish } from './publish.ts';

export interface SetOfficeHoursInput extends OfficeHoursInput {
  readonly consulateCode: string;
}

/**
 * Somebody had an office's hours from the office: from now on those are its hours, whatever is
 * shipped later. Setting what is shipped confirms it; the same again changes nothing.
 *
 * @throws InvalidInputError, NotFoundError, or ConflictError when later ones are known.
 */
export function createSetOfficeHours(administer: Administer) {
  return (
    request: RequestContext,
    { consulateCode, ...input }: SetOfficeHoursInput,
  ): Promise<Consulate> =>
    administer(request, 'setOfficeHours', async ({ transaction, stored, now }) => {
      const facts = parseOfficeHours(input, now);
      const consulate = stored.consulate({ code: consulateCode });
      if (consulate === null) throw new NotFoundError('consulateCode');
      const { id } = consulate;
      const confirmation = { consulateId: id, ...facts };
      const { confirmedOn } = confirmation;
      const known = (await readOfficeHours(transaction)).find((one) => one.consulateId === id);
      if (known !== undefined && known.confirmedOn > confirmedOn) {
        throw new ConflictError('Later hours are known.');
      }
      const result = withConfirmedHours(consulate, confirmation);
      const told = { result, subjectId: id, facts: { confirmedOn } };
      if (isSameContent(known, confirmation)) return { ...told, outcome: 'UNCHANGED' };
      await saveOfficeHours(transaction, confirmation);
      const consulates = stored.consulates.map((one) => (one.id === id ? result : one));
      await publish(transaction, stored, { ...stored, consulates });
      return { ...told, outcome: 'DONE' };
    });
}
