import pg from 'pg';
import { withConnection } from '@alert-button/platform/database/connection.ts';
import type { Fault } from './fault.ts';

/** Commits in another order than the events took their numbers, as a busy disk makes them. */
const slowCommits = `
  create or replace function slow_commit() returns trigger language plpgsql as
    $$ begin perform pg_sleep(random() * 0.25); return null; end $$;
  set lock_timeout = '5s';
  create constraint trigger slow_commit after insert on event
    deferrable initially deferred for each row execute function slow_commit()`;
const quickCommits = `set lock_timeout = '5s'; drop trigger slow_commit on event`;

export const databaseFaults: readonly Fault[] = [
  {
    number: 'F2',
    name: 'PostgreSQL crashes and recovers',
    seconds: [0, 3],
    isInShortForm: true,
    async inject({ world: { postgres } }) {
      await postgres.crash();
      return () => postgres.restart();
    },
  },
  {
    number: 'F8',
    name: 'commits take their time and overtake one another',
    seconds: [2, 4],
    isHarmless: true,
    isInShortForm: true,
    async inject({ world }) {
      const run = (sql: string) =>
        withConnection(world.adminUrl('alerts'), (admin) => admin.query(sql));
      await run(slowCommits);
      return () => run(quickCommits);
    },
  },
  {
    number: 'F14',
    name: 'a neighbour database has a writing transaction open',
    seconds: [3, 6],
    isHarmless: true,
    async inject({ world }) {
      const neighbour = new pg.Client(world.adminUrl('people'));
      neighbour.on('error', () => undefined);
      await neighbour.connect();
      await neighbour.query('begin');
      await neighbour.query('select pg_current_xact_id()');
      return () => neighbour.end();
    },
  },
];
