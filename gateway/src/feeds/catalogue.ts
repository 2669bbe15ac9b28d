/**
 * The live feeds: which query each of them is, run again from a cursor, and the name under which
 * hints announce it. A subscription field that is not listed here is refused.
 */
export interface FeedKind {
  /** The query that answers a page of the feed. */
  readonly query: string;
  /** The argument that says which feed. */
  readonly idArgument: string;
  readonly feedName: (id: string) => string;
  /** Whether its pages hold batches where a subscriber asks for them with `coalesce`. */
  readonly canCoalesce?: boolean;
}

export const feedKinds: Readonly<Record<string, FeedKind>> = {
  deskFeed: {
    query: 'deskEvents',
    idArgument: 'deskId',
    feedName: (id) => `desk:${id.toLowerCase()}`,
    canCoalesce: true,
  },
  alertFeed: {
    query: 'alertEvents',
    idArgument: 'alertId',
    feedName: (id) => `alert:${id.toLowerCase()}`,
  },
};

/**
 * Fields that are personal: their reading is recorded for each viewer, or their answer depends on
 * who asks. A feed that selects one is never shared: it runs for every viewer on their own.
 */
export const personalFields: Readonly<Record<string, readonly string[]>> = {
  Alert: ['position', 'notes', 'person'],
};
