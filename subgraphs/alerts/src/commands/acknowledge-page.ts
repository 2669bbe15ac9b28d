import { createHash } from 'node:crypto';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import { permit } from '@alert-button/platform/policy.ts';
import type { AlertStatus } from '../domain/alert.ts';
import { tokenPattern, waitsFor } from '../domain/page-link.ts';
import { policy } from '../policy.ts';
import { findAlert } from '../store/alerts.ts';
import { findPageLink, isPageLinkGood } from '../store/page-links.ts';
import { retryUntilSaved, saveDecision } from './save-decision.ts';
import type { Asking, Services } from './services.ts';

export interface AcknowledgePageInput {
  readonly token: string;
}

/** What whoever holds the link is told: nothing of where or who. */
export interface PageAnswer {
  readonly deskId: string;
  readonly raisedAt: Date;
  readonly status: AlertStatus;
  readonly isDrill: boolean;
}

/**
 * The officer to whom the page was sent takes the alert, by the token in it instead of signing in:
 * once, and for nothing else.
 *
 * @throws NotFoundError for a token that is unknown, spent or expired, or whose officer may not
 *   answer any more: the same answer.
 */
export async function acknowledgePage(
  services: Services,
  { viewer, requestId }: Asking,
  { token }: AcknowledgePageInput,
): Promise<PageAnswer> {
  permit(policy, 'acknowledgePage', viewer);
  if (!tokenPattern.test(token)) throw new NotFoundError('token');
  const { database } = services;
  const hash = createHash('sha256').update(token).digest('base64url');
  const link = await findPageLink(database, hash);
  if (link === null) throw new NotFoundError('token');
  const { officerId, pageId, deskId } = link;
  const { alert, raisedAt } = await retryUntilSaved(async () => {
    const record = await findAlert(database, link.alertId);
    const isGood =
      record !== null && waitsFor(link, record.alert) && (await isPageLinkGood(database, hash));
    if (!isGood) throw new NotFoundError('token');
    return saveDecision(
      services,
      record,
      { name: 'ACKNOWLEDGE', officerId },
      {
        actor: { kind: 'OFFICER', id: officerId, requestId },
        action: 'acknowledgeAlert',
        facts: { by: 'PAGE_LINK', pageId },
      },
    );
  });
  return { deskId, raisedAt, status: alert.state.status, isDrill: alert.isDrill };
}
