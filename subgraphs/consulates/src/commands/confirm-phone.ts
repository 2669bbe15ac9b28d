import type { RequestContext } from '@alert-button/platform/builder.ts';
import { ConflictError, NotFoundError } from '@alert-button/platform/errors.ts';
import {
  parseConfirmation,
  withConfirmedPhone,
  type PhoneConfirmation,
} from '../domain/confirm-phone.ts';
import type { Consulate } from '../domain/consulate.ts';
import { isSameContent } from '../domain/same-content.ts';
import {
  readPhoneConfirmations,
  savePhoneConfirmation,
} from '../store/phone-confirmation-store.ts';
import type { Administer } from './administer.ts';
import { publish } from './publish.ts';

export interface ConfirmPhoneInput extends Omit<PhoneConfirmation, 'consulateId'> {
  readonly consulateCode: string;
}

/**
 * Somebody called a number of a consulate and it answered: from now on that is its number, whatever
 * is shipped later. The same again changes nothing.
 *
 * @throws InvalidInputError, NotFoundError, or ConflictError when a later call is known.
 */
export function createConfirmPhone(administer: Administer) {
  return (
    request: RequestContext,
    { consulateCode, ...input }: ConfirmPhoneInput,
  ): Promise<Consulate> =>
    administer(request, 'confirmPhone', async ({ transaction, stored, now }) => {
      const facts = parseConfirmation(input, now);
      const consulate = stored.consulate({ code: consulateCode });
      if (consulate === null) throw new NotFoundError('consulateCode');
      const { id } = consulate;
      const confirmation = { consulateId: id, ...facts };
      const { phoneKind, confirmedOn } = confirmation;
      const known = (await readPhoneConfirmations(transaction)).find(
        (one) => one.consulateId === id && one.phoneKind === phoneKind,
      );
      if (known !== undefined && known.confirmedOn > confirmedOn) {
        throw new ConflictError('A later call is known.');
      }
      const result = withConfirmedPhone(consulate, confirmation);
      const told = { result, subjectId: id, facts: { phoneKind, confirmedOn } };
      if (isSameContent(known, confirmation)) return { ...told, outcome: 'UNCHANGED' };
      await savePhoneConfirmation(transaction, confirmation);
      const consulates = stored.consulates.map((one) => (one.id === id ? result : one));
      await publish(transaction, stored, { ...stored, consulates });
      return { ...told, outcome: 'DONE' };
    });
}
