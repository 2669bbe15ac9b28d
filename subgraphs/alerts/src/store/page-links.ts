import type { PoolClient } from 'pg';
import type { LoggedEvent } from '@alert-button/platform/event-log/event-log.ts';
import type { PageLink } from '../domain/page-link.ts';
import type { Database } from './database.ts';

interface RosterPublished {
  readonly deskId: string;
  readonly officerIds: readonly string[];
}

interface PageLinkMade extends Omit<PageLink, 'pageId'> {
  readonly hash?: string;
  readonly expiresAt: string;
}

/** Expired links are of use to nobody; they go when others come. */
const forgetExpired = 'delete from page_link where expires_at <= clock_timestamp()';

/**
 * Takes over what consulates' log says of rosters and of links in pages, in the transaction that
 * moves the cursor. What is there from a later event stays.
 */
export async function applyPageEvent(
  transaction: PoolClient,
  { kind, subjectId, payload, position }: LoggedEvent,
): Promise<void> {
  if (kind === 'ROSTER_PUBLISHED') {
    const { deskId, officerIds } = payload as RosterPublished;
    await transaction.query(
      `insert into desk_roster (desk_id, officer_ids, position) values ($1, $2, $3)
       on conflict (desk_id)
       do update set officer_ids = excluded.officer_ids, position = excluded.position
       where desk_roster.position < excluded.position`,
      [deskId, [...officerIds], position],
    );
  }
  if (kind === 'PAGE_LINK_MADE') {
    const link = payload as PageLinkMade;
    // Emptied since, for the alert was purged.
    if (link.hash === undefined) return;
    await transaction.query(forgetExpired);
    await transaction.query(
      `insert into page_link
         (hash, page_id, alert_id, officer_id, desk_id, alert_version, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (hash) do nothing`,
      [
        link.hash,
        subjectId,
        link.alertId,
        link.officerId,
        link.deskId,
        link.alertVersion,
        link.expiresAt,
      ],
    );
  }
}

/**
 * Takes over what people's log says of officers, in the transaction that moves the cursor. What is
 * there from a later event stays.
 */
export async function applyAccessEvent(
  transaction: PoolClient,
  { kind, subjectId, position }: LoggedEvent,
): Promise<void> {
  if (kind !== 'OFFICER_ACCESS_REVOKED' && kind !== 'OFFICER_ACCESS_RESTORED') return;
  await transaction.query(
    `insert into officer_access (officer_id, is_revoked, position) values ($1, $2, $3)
     on conflict (officer_id)
     do update set is_revoked = excluded.is_revoked, position = excluded.position
     where officer_access.position < excluded.position`,
    [subjectId, kind === 'OFFICER_ACCESS_REVOKED', position],
  );
}

/** The link whose token has this hash, whatever has become of it. */
export function findPageLink({ prisma }: Database, hash: string): Promise<PageLink | null> {
  return prisma.pageLink.findUnique({
    where: { hash },
    select: { pageId: true, alertId: true, officerId: true, deskId: true, alertVersion: true },
  });
}

/**
 * Whether the link still counts: not expired, its officer on the desk's roster and not shut out, as
 * far as is known and as far as could not be read, and nobody has acknowledged the alert since, even
 * if that has lapsed. Ask after the alert was read:
 * what happens later changes the alert's version.
 */
export async function isPageLinkGood({ pool }: Database, hash: string): Promise<boolean> {
  const { rows } = await pool.query(
    `select from page_link link
     join desk_roster roster on roster.desk_id = link.desk_id
       and link.officer_id = any (roster.officer_ids)
     where link.hash = $1 and link.expires_at > clock_timestamp()
       and not exists (
         select from officer_access access
         where access.officer_id = link.officer_id and access.is_revoked)
       and not exists (
         select from dead_letter
         where kind = 'OFFICER_ACCESS_REVOKED' and subject_id = link.officer_id
           and replayed_at is null)
       and not exists (
         select from event where subject_id = link.alert_id::text
           and version > link.alert_version and kind = 'ACKNOWLEDGED')
       and not exists (
         select from past_event where subject_id = link.alert_id::text
           and version > link.alert_version and kind = 'ACKNOWLEDGED')`,
    [hash],
  );
  return rows.length === 1;
}
