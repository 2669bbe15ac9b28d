import { createHash } from 'node:crypto';
import { permit } from '@alert-button/platform/policy.ts';
import { coarseCellCentre } from '@alert-button/platform/geography/cell.ts';
import { followedView, isFollowed, type FollowedView } from '../domain/followed.ts';
import { factFor } from '../domain/view.ts';
import { alertFeedName, followFeedName } from '../events.ts';
import { policy } from '../policy.ts';
import type { AlertRecord } from '../store/alert-record.ts';
import { findAlert } from '../store/alerts.ts';
import { auditRead } from '../store/audit.ts';
import type { FeedRow } from '../store/feed.ts';
import {
  bindFollowLink,
  countOpening,
  findFollowLink,
  type FollowLink,
} from '../store/follow-links.ts';
import { openPosition } from '../store/sealed-position.ts';
import { readPage, type FeedPage, type Unreadable } from './feed-page.ts';
import type { PageInput } from './page.ts';
import type { ExactPosition } from './read-alert.ts';
import type { Asking, Services } from './services.ts';

/** An alert as a link shows it. */
export interface Followed {
  readonly link: FollowLink;
  readonly record: AlertRecord;
  readonly view: FollowedView;
}

/** Where the live feed goes on from what was read. */
export interface FollowedNow extends Followed {
  readonly streamCursor: string;
}

/** One event of an alert, as a link shows it. */
export interface FollowedEvent {
  readonly type: 'FollowedEvent';
  readonly cursor: string;
  readonly at: Date;
  readonly status: FollowedView['status'];
  readonly escalationLevel: number;
  readonly followed: Followed;
}

/** About where, as a point to be shown: the middle of the cell. */
export interface FollowedArea {
  readonly cell: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** What a token can look like; anything else is the token of no link. */
const tokenPattern = /^[A-Za-z0-9_-]{16,128}$/;

/**
 * What the token opens; null when it opens nothing, be it unknown, expired, revoked or of an alert
 * that is not there: one answer.
 */
async function find({ database }: Services, token: string): Promise<Followed | null> {
  if (!tokenPattern.test(token)) return null;
  const tokenHash = createHash('sha256').update(token).digest('base64url');
  let link = await findFollowLink(database, tokenHash);
  if (link === null) {
    await bindFollowLink(database, tokenHash);
    link = await findFollowLink(database, tokenHash);
  }
  const record = link === null ? null : await findAlert(database, link.alertId);
  if (link === null || record === null) return null;
  return { link, record, view: followedView(record.alert, link.maySee) };
}

/** The alert of a link as it is now, which counts as an opening; null for a link that is dead. */
export async function readFollowedAlert(
  services: Services,
  { viewer, requestId }: Asking,
  token: string,
): Promise<FollowedNow | null> {
  permit(policy, 'followedAlert', viewer);
  // Before the alert is read: what happens in between comes with the feed.
  const head = await services.log.head();
  const followed = await find(services, token);
  if (followed === null) return null;
  await countOpening(services.database, followed.link, requestId);
  const feed = followFeedName(followed.link.tokenHash);
  return { ...followed, streamCursor: services.cursors.encode(feed, head) };
}

/**
 * What happened to the alert of a link after a cursor; null for a link that is dead. Whoever begins
 * without a cursor opens the link.
 */
export async function readFollowEvents(
  services: Services,
  { viewer, requestId }: Asking,
  { token, ...page }: PageInput & { readonly token: string },
): Promise<FeedPage<FollowedEvent | Unreadable> | null> {
  permit(policy, 'followEvents', viewer);
  const followed = await find(services, token);
  if (followed === null) return null;
  if (page.after === null) await countOpening(services.database, followed.link, requestId);
  return readPage(
    services,
    {
      feed: alertFeedName(followed.record.alert.id),
      cursorsOf: followFeedName(followed.link.tokenHash),
      seenBy: 'PERSON',
      toEvent: (row, cursor) => followedEvent(followed, row, cursor),
      gather: (events) => events,
    },
    page,
  );
}

function followedEvent(
  followed: Followed,
  { payload, kind, version, at }: FeedRow,
  cursor: string,
): FollowedEvent | Unreadable | null {
  try {
    const fact = factFor({ ...payload, kind, version }, 'PERSON');
    if (fact === null || !isFollowed(fact)) return null;
    const { status, escalationLevel } = fact;
    return { type: 'FollowedEvent', cursor, at, status, escalationLevel, followed };
  } catch {
    return { type: 'UNREADABLE', cursor, at };
  }
}

/** About where; null when the link does not show it, or nobody knows. */
export function followedArea({ view }: Followed): FollowedArea | null {
  const { coarseCell: cell } = view;
  return cell === null ? null : { cell, ...coarseCellCentre(cell) };
}

/** Whether the link shows exactly where. */
export const hasFollowedPosition = ({ link, record }: Followed): boolean =>
  link.maySee === 'EXACT_PLACE' && record.sealedPosition !== null;

/** Exactly where, recorded before it is answered; null when the link does not show it. */
export async function readFollowedPosition(
  { database, sealer }: Services,
  { requestId }: Asking,
  followed: Followed,
): Promise<ExactPosition | null> {
  const { link, record } = followed;
  const { alert, sealedPosition } = record;
  if (sealedPosition === null || !hasFollowedPosition(followed)) return null;
  const actor = { kind: 'FOLLOWER', id: link.tokenHash, requestId } as const;
  await auditRead(database, actor, 'readPosition', alert.id);
  return openPosition(sealer, alert.id, sealedPosition);
}
