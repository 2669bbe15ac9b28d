import type { NewEvent } from './event-log.ts';

/** Runs one statement in the caller's transaction: a `pg` client, or Prisma's raw query. */
export type RunSql = (text: string, values: readonly unknown[]) => Promise<unknown>;

/** Appends to the producer's log, in the transaction of the act. */
export async function appendEvent(run: RunSql, event: NewEvent): Promise<void> {
  await run(
    `insert into event (id, kind, subject_id, version, feeds, payload)
     values ($1::uuid, $2, $3, $4::integer, $5::text[], $6::jsonb)`,
    [
      event.id,
      event.kind,
      event.subjectId,
      event.version,
      [...event.feeds],
      JSON.stringify(event.payload),
    ],
  );
}
