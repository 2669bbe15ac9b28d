import type { Client, Pool } from 'pg';
import type { Log } from '../log.ts';
import type { Broker } from './broker.ts';
import type { EventLog, Listen } from './event-log.ts';
import { createNatsEventLog, listenOnBroker } from './nats.ts';
import { listenInDatabase } from './notifications.ts';
import { createPostgresEventLog } from './postgres.ts';

/*
 * Which adapter of the log there is, decided in one place: with a broker JetStream, without one
 * PostgreSQL's own notifications.
 */

export interface LogPlace {
  readonly subgraph: string;
  /** The subgraph's database: for its own log as its app role, for a consumer as the reader. */
  readonly database: { readonly pool: Pool; readonly connect: () => Client };
  readonly broker: Broker | null;
  readonly log: Log;
}

/** The log of this process's own subgraph. */
export function openEventLog({ subgraph, database, broker, log }: LogPlace): EventLog {
  const { pool } = database;
  return broker === null
    ? createPostgresEventLog({ pool, connect: () => database.connect(), log })
    : createNatsEventLog({ pool, broker, subgraph, log });
}

/** Wakes a consumer of another subgraph's log. */
export function listenTo({ subgraph, database, broker, log }: LogPlace): Listen {
  return broker === null
    ? listenInDatabase(() => database.connect(), log)
    : listenOnBroker(broker, subgraph);
}
