import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import { appendEvent, type RunSql } from '@alert-button/platform/event-log/append.ts';
import type { LoggedEvent } from '@alert-button/platform/event-log/event-log.ts';
import type { Sealer } from '@alert-button/platform/keys.ts';
import { enqueueMessage, settleMessages } from '@alert-button/platform/messages/queue.ts';
import { pageContent } from '../domain/page-text.ts';
import {
  calledDesks,
  callsOfficers,
  freshForSeconds,
  isAnswered,
  isAnsweredByLink,
  isPurge,
  linkHours,
  nextChannelAfterSeconds,
  type AlertChange,
} from '../domain/page.ts';
import { pageLinkMade } from '../events.ts';
import { forgetPages } from './forget-pages.ts';
import { findDutyDesk, hoursFromNow, isWithin, languageOf, readAddresses } from './pager-store.ts';

export interface PagerNeeds {
  readonly sealer: Sealer;
  /** What the links begin with, without a slash at its end. */
  readonly linksUrl: string;
}

/** 128 bits: not to be guessed, and short enough for a text message. */
const tokenBytes = 16;

/**
 * Follows the log of alerts, in the transaction that moves the cursor: each officer on duty whom a
 * step calls is paged once for it, and whoever still waits to be reached is left alone once somebody
 * has answered. In a drill the same happens, muted. What alerts has purged is forgotten here too. What is read here is alerts' truth; what comes of it is this subgraph's own.
 */
export function createPageOfficers(needs: PagerNeeds) {
  return async (transaction: PoolClient, event: LoggedEvent): Promise<void> => {
    const change = {
      ...(event.payload as Omit<AlertChange, 'kind' | 'version'>),
      kind: event.kind,
      version: event.version,
    };
    const run: RunSql = (text, values) => transaction.query(text, [...values]);
    if (isPurge(change)) return forgetPages(run, change.alertId);
    if (change.environment === 'TEST') return;
    if (isAnswered(change)) return settleMessages(run, change.alertId);
    if (!callsOfficers(change)) return;
    if (!(await isWithin(transaction, event.at, freshForSeconds))) return;
    for (const officerId of change.dutyOfficerIds ?? []) {
      await pageOfficer(needs, { transaction, run, event, change, officerId });
    }
  };
}

interface Paging {
  readonly transaction: PoolClient;
  readonly run: RunSql;
  readonly event: LoggedEvent;
  readonly change: AlertChange;
  readonly officerId: string;
}

async function pageOfficer(needs: PagerNeeds, paging: Paging): Promise<void> {
  const { transaction, run, event, change, officerId } = paging;
  const duty = await findDutyDesk(transaction, officerId, calledDesks(change), event.at);
  // Whoever has left the roster since is not to be reached about it.
  if (duty === null) return;
  const id = randomUUID();
  const addresses = await readAddresses(transaction, needs.sealer, officerId, duty.shiftId);
  // Without an address the queue keeps it as a dead letter: that a hole was hit shows in the log.
  const hasLink = isAnsweredByLink(change) && addresses.length > 0;
  const link = hasLink ? await makeLink(needs, paging, id, duty.deskId) : null;
  const language = await languageOf(transaction, officerId);
  await enqueueMessage(run, needs.sealer, {
    id,
    subject: change.alertId,
    recipient: officerId,
    onceKey: `page/${event.id}/${officerId}`,
    content: pageContent({ language, deskCode: duty.deskCode, link }),
    addresses,
    nextAfterSeconds: nextChannelAfterSeconds,
    isMuted: change.isDrill,
  });
}

/** The token stands in the sealed message alone; everybody else, alerts too, has its hash. */
async function makeLink(
  { linksUrl }: PagerNeeds,
  { transaction, run, change, officerId }: Paging,
  pageId: string,
  deskId: string,
): Promise<string> {
  const token = randomBytes(tokenBytes).toString('base64url');
  const expiresAt = await hoursFromNow(transaction, linkHours);
  await appendEvent(
    run,
    pageLinkMade(pageId, {
      hash: createHash('sha256').update(token).digest('base64url'),
      alertId: change.alertId,
      officerId,
      deskId,
      alertVersion: change.version,
      expiresAt: expiresAt.toISOString(),
    }),
  );
  return `${linksUrl}/a/${token}`;
}
