import { permit } from '@alert-button/platform/policy.ts';
import { factFor, type SeenBy, type SeenFact } from '../domain/view.ts';
import { alertFeedName, deskFeedName } from '../events.ts';
import { policy } from '../policy.ts';
import { readTimeline, type FeedRow } from '../store/feed.ts';
import { readPage, type FeedPage, type Unreadable } from './feed-page.ts';
import type { PageInput } from './page.ts';
import type { Asking, Services } from './services.ts';
import { deskOf, seeAlert, type SeenAlert } from './visible-alert.ts';

/** One event of a feed, as one kind of viewer sees it. */
export interface SeenEvent extends SeenFact {
  readonly type: 'AlertEvent';
  readonly cursor: string;
  readonly at: Date;
  readonly alertId: string;
  readonly isDrill: boolean;
}

/** Several events in one item. */
export interface EventBatch {
  readonly type: 'AlertEventBatch';
  /** That of its last event. */
  readonly cursor: string;
  readonly events: readonly (SeenEvent | Unreadable)[];
}

export type SeenItem = SeenEvent | EventBatch | Unreadable;

interface FeedInput extends PageInput {
  /** Whether several events come as one item. */
  readonly coalesce?: boolean;
}

function seenEvent(
  services: Services,
  feed: string,
  row: FeedRow,
  seenBy: SeenBy,
): SeenEvent | Unreadable | null {
  const { position, kind, version, at, payload } = row;
  const cursor = services.cursors.encode(feed, position);
  try {
    const fact = factFor({ isDuress: false, ...payload, kind, version }, seenBy);
    if (fact === null) return null;
    const { alertId, isDrill } = payload;
    return { ...fact, type: 'AlertEvent', cursor, at, alertId, isDrill };
  } catch {
    // One event must not take all others off the screen.
    return { type: 'UNREADABLE', cursor, at };
  }
}

/** Fewer come one by one, as they always have. */
const fewestInBatch = 4;

function batched(events: readonly (SeenEvent | Unreadable)[]): readonly SeenItem[] {
  const last = events.at(-1);
  if (last === undefined || events.length < fewestInBatch) return events;
  return [{ type: 'AlertEventBatch', cursor: last.cursor, events }];
}

const readSeen = (
  services: Services,
  feed: string,
  seenBy: SeenBy,
  { coalesce = false, ...page }: FeedInput,
): Promise<FeedPage<SeenItem>> =>
  readPage<SeenEvent | Unreadable, SeenItem>(
    services,
    {
      feed,
      cursorsOf: feed,
      seenBy,
      toEvent: (row) => seenEvent(services, feed, row, seenBy),
      gather: (events) => (coalesce ? batched(events) : events),
    },
    page,
  );

/** What happened on the officer's own desk after a cursor; null for every other desk. */
export async function readDeskEvents(
  services: Services,
  { viewer }: Asking,
  { deskId, ...page }: FeedInput & { readonly deskId: string },
): Promise<FeedPage<SeenItem> | null> {
  const officer = permit(policy, 'deskEvents', viewer);
  const own = deskOf(services, officer);
  if (own === undefined || own !== deskId.toLowerCase()) return null;
  return readSeen(services, deskFeedName(own, 'LIVE'), 'DESK', page);
}

/** What happened to one alert after a cursor; null when it is not there or not the viewer's. */
export async function readAlertEvents(
  services: Services,
  { viewer }: Asking,
  { alertId, ...page }: PageInput & { readonly alertId: string },
): Promise<FeedPage<SeenItem> | null> {
  const seen = await seeAlert(services, permit(policy, 'alertEvents', viewer), alertId);
  if (seen === null) return null;
  return readSeen(services, alertFeedName(seen.record.alert.id), seen.seenBy, page);
}

/** Everything that happened to an alert, as its viewer sees it. */
export async function readTimelineOf(
  services: Services,
  { record, seenBy }: SeenAlert,
): Promise<SeenEvent[]> {
  const { id } = record.alert;
  const rows = await readTimeline(services.database, id);
  return rows.flatMap((row) => {
    const seen = seenEvent(services, alertFeedName(id), row, seenBy);
    return seen === null || seen.type === 'UNREADABLE' ? [] : seen;
  });
}
