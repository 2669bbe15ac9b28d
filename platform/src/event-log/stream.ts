import {
  DiscardPolicy,
  type JetStreamManager,
  JetStreamApiCodes,
  JetStreamApiError,
  RetentionPolicy,
  StorageType,
} from '@nats-io/jetstream';

/*
 * One stream for each subgraph's log. Its messages are positions that were given, each under the
 * id of its event (`Nats-Msg-Id`, so that the same is kept once): no content, no feed, no person.
 * The last one says how far the broker has been told.
 */

export const subjectOf = (subgraph: string) => `events.${subgraph}`;
export const streamOf = (subgraph: string) => `events-${subgraph}`;

const nanoseconds = (seconds: number) => seconds * 1_000_000_000;

/** Makes the stream if it is missing; one that is there stays as it is, however it was made. */
export async function ensureStream(manager: JetStreamManager, subgraph: string): Promise<void> {
  try {
    await manager.streams.info(streamOf(subgraph));
    return;
  } catch (error) {
    const isMissing =
      error instanceof JetStreamApiError && error.code === JetStreamApiCodes.StreamNotFound;
    if (!isMissing) throw error;
  }
  await manager.streams.add({
    name: streamOf(subgraph),
    subjects: [subjectOf(subgraph)],
    storage: StorageType.File,
    retention: RetentionPolicy.Limits,
    discard: DiscardPolicy.Old,
    max_msgs: 100_000,
    max_age: nanoseconds(24 * 60 * 60),
    duplicate_window: nanoseconds(2 * 60),
  });
}

/** The last position that the stream holds; 0 when it holds none. */
export async function lastPosition(manager: JetStreamManager, subgraph: string): Promise<number> {
  const query = { last_by_subj: subjectOf(subgraph) };
  const message = await manager.streams.getMessage(streamOf(subgraph), query);
  return Number(message?.string() ?? 0);
}
