import type { RequestContext } from '@alert-button/platform/builder.ts';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import { findSameDesk, parseDeskCode } from '../domain/create-desk.ts';
import { additionalDeskNamespace, type Desk } from '../domain/desk.ts';
import { firstVersion, unpublished } from '../domain/publish-directory.ts';
import { nameBasedId } from '@alert-button/platform/name-based-id.ts';
import type { Administer } from './administer.ts';
import { publish } from './publish.ts';

export interface CreateDeskInput {
  readonly code: string;
  /** Of the consulate it belongs to; null when it belongs to none. */
  readonly consulateCode: string | null;
}

/**
 * Opens a desk beside those that are shipped. Alerts come to it by transfer only. The same again
 * changes nothing.
 *
 * @throws InvalidInputError, NotFoundError for the consulate, or ConflictError for a code that
 *   another desk has.
 */
export function createCreateDesk(administer: Administer) {
  return (request: RequestContext, { consulateCode, ...input }: CreateDeskInput): Promise<Desk> =>
    administer(request, 'createDesk', async ({ transaction, stored }) => {
      const code = parseDeskCode(input.code);
      const consulate = consulateCode === null ? null : stored.consulate({ code: consulateCode });
      if (consulateCode !== null && consulate === null) throw new NotFoundError('consulateCode');
      const wanted: Desk = {
        id: nameBasedId(additionalDeskNamespace, code),
        code,
        version: unpublished,
        outOfService: null,
        escalationPolicy: null,
        kind: 'ADDITIONAL',
        consulateId: consulate?.id ?? null,
      };
      const told = {
        subjectId: wanted.id,
        facts: { code, consulateCode: consulateCode ?? 'NONE' },
      };
      const known = findSameDesk(stored, wanted);
      if (known !== null) return { ...told, result: known, outcome: 'UNCHANGED' };
      await publish(transaction, stored, { ...stored, desks: [...stored.desks, wanted] });
      return { ...told, result: { ...wanted, version: firstVersion }, outcome: 'DONE' };
    });
}
