import type { Client } from 'pg';

export interface StatementCost {
  /** The first words of it. */
  readonly statement: string;
  readonly callsEach: number;
  readonly millisecondsEach: number;
}

export interface DatabaseWork {
  /** Statements for each thing done, of all kinds. */
  readonly statementsEach: number;
  /** Commits that wrote to disk, for each thing done. */
  readonly commitsEach: number;
  /** Those that take most of the time. */
  readonly costliest: readonly StatementCost[];
}

/** Counts from now on, by `pg_stat_statements`; returns the reading for `count` things done. */
export async function countStatements(
  admin: Client,
): Promise<(count: number) => Promise<DatabaseWork>> {
  await admin.query('create extension if not exists pg_stat_statements');
  await admin.query('select pg_stat_statements_reset()');
  const commits = async () => {
    const { rows } = await admin.query<{ fsyncs: string }>(
      `select coalesce(sum(fsyncs), 0) as fsyncs from pg_stat_io where object = 'wal'`,
    );
    return Number(rows[0]?.fsyncs ?? 0);
  };
  const before = await commits();
  return async (count) => {
    const { rows } = await admin.query<{ query: string; calls: string; time: number }>(
      `select query, calls, total_exec_time as time from pg_stat_statements
       order by total_exec_time desc`,
    );
    return {
      statementsEach: rows.reduce((sum, { calls }) => sum + Number(calls), 0) / count,
      commitsEach: ((await commits()) - before) / count,
      costliest: rows.slice(0, 12).map(({ query, calls, time }) => ({
        statement: query.replaceAll(/\s+/g, ' ').trim().slice(0, 70),
        callsEach: Number(calls) / count,
        millisecondsEach: time / count,
      })),
    };
  };
}
