import { appendAudit } from '@alert-button/platform/audit/append-audit.ts';
import { databaseNow } from '@alert-button/platform/database/open-database.ts';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { parseMatter, type MatterTermsInput } from '../domain/parse-matter.ts';
import { mayOpen } from '../domain/matter.ts';
import { policy } from '../policy.ts';
import { findKnownAlert } from '../store/known-alerts.ts';
import { findDeskId } from '../store/known-desks.ts';
import { findMatterOfAlert, insertMatter } from '../store/matter-store.ts';
import { requireUuid } from './input.ts';
import { offerNext } from './offer-next.ts';
import type { Asking, Services } from './services.ts';
import { seenByOf, type SeenMatter } from './visible-matter.ts';

export interface OpenMatterInput extends MatterTermsInput {
  readonly alertId: string;
}

/**
 * An answered alert becomes a matter, and the matter is offered to whoever is first in line: one act,
 * one transaction. An alert has one matter; opening it again gives that one.
 *
 * @throws NotFoundError unless the alert is the desk's and answered, InvalidInputError
 */
export async function openMatter(
  { database, matterKeys, isCounty, announce }: Services,
  { viewer, requestId }: Asking,
  { alertId, ...input }: OpenMatterInput,
): Promise<SeenMatter> {
  const officer = permit(policy, 'openMatter', viewer);
  const id = requireUuid('alertId', alertId);
  const { isNew, ...seen } = await database.transaction(async (transaction) => {
    const reader = { prisma: transaction };
    const deskId = await findDeskId(reader, officer.desk);
    const alert = await findKnownAlert(reader, id);
    const known = await findMatterOfAlert(reader, id);
    if (known !== null && (await seenByOf(reader, officer, known)) === 'DESK') {
      return { matter: known, seenBy: 'DESK' as const, isNew: false };
    }
    if (deskId === null || alert === null || !mayOpen(alert, deskId) || known !== null) {
      throw new NotFoundError('alertId');
    }
    const terms = parseMatter(input, isCounty);
    const inserted = await insertMatter(transaction, {
      ...terms,
      id: crypto.randomUUID(),
      alertId: id,
      personId: alert.personId,
      deskId,
    });
    if (inserted === null) {
      // A colleague was faster, by less than the time between looking and saving.
      const theirs = await findMatterOfAlert(reader, id);
      if (theirs === null) throw new NotFoundError('alertId');
      return { matter: theirs, seenBy: 'DESK' as const, isNew: false };
    }
    await matterKeys.create(transaction, inserted.id);
    await appendAudit(transaction, {
      actorKind: 'OFFICER',
      actorId: officer.officerId,
      action: 'openMatter',
      subjectId: inserted.id,
      requestId,
      facts: { alertId: id, area: terms.area, urgency: terms.urgency },
    });
    const matter = await offerNext(transaction, inserted, await databaseNow(transaction));
    return { matter, seenBy: 'DESK' as const, isNew: true };
  });
  if (isNew) announce();
  return seen;
}
