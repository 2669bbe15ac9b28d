import { createHash } from 'node:crypto';

/**
 * The live feeds: which query each of them is, run again from a cursor, and the name under which
 * hints announce it. A subscription field that is not listed here is refused.
 */
export interface FeedKind {
  /** The query that answers a page of the feed. */
  readonly query: string;
  /** The argument that says which feed. */
  readonly idArgument: string;
  readonly idType: 'ID' | 'String';
  readonly feedName: (id: string) => string;
  /** Types of the items it can bring; each has a cursor. */
  readonly itemTypes: readonly string[];
  /** Whether the id is a secret: then nothing that names it may stand in an address. */
  readonly isSecret?: boolean;
}

const itemTypes = ['AlertEvent', 'FeedHeartbeat', 'FeedGap'] as const;

export const feedKinds: Readonly<Record<string, FeedKind>> = {
  deskFeed: {
    query: 'deskEvents',
    idArgument: 'deskId',
    idType: 'ID',
    feedName: (id) => `desk:${id.toLowerCase()}`,
    itemTypes,
  },
  alertFeed: {
    query: 'alertEvents',
    idArgument: 'alertId',
    idType: 'ID',
    feedName: (id) => `alert:${id.toLowerCase()}`,
    itemTypes,
  },
  // By the hash of the token, which is all that alerts knows of it.
  followAlert: {
    query: 'followEvents',
    idArgument: 'token',
    idType: 'String',
    feedName: (token) => `follow:${createHash('sha256').update(token).digest('base64url')}`,
    itemTypes: ['FollowedEvent', 'FeedHeartbeat', 'FeedGap'],
    isSecret: true,
  },
};

/**
 * Fields that are personal: their reading is recorded for each viewer, or their answer depends on
 * who asks. A feed that selects one is never shared: it runs for every viewer on their own.
 */
export const personalFields: Readonly<Record<string, readonly string[]>> = {
  Alert: ['position', 'notes', 'messages', 'callbackPhone', 'person', 'matter'],
  FollowedAlert: ['position'],
};

/** Queries whose argument is a secret: an address is written to logs and histories by whoever sees it. */
export const secretQueries: ReadonlySet<string> = new Set([
  'followedAlert',
  ...Object.values(feedKinds).flatMap(({ query, isSecret }) => (isSecret === true ? [query] : [])),
]);
