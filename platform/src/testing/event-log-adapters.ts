import pg from 'pg';
import { withConnection } from '../database/connection.ts';
import { openBroker } from '../event-log/broker.ts';
import type { EventLog, Listen } from '../event-log/event-log.ts';
import { createNatsEventLog, listenOnBroker } from '../event-log/nats.ts';
import { listenInDatabase } from '../event-log/notifications.ts';
import { createPostgresEventLog } from '../event-log/postgres.ts';
import { createLog } from '../log.ts';
import type { TestDatabase } from './database.ts';
import { startTestBroker } from './nats.ts';

/** No poll within the life of a test: what arrives was woken for. */
export const noPoll = { pollMilliseconds: 3_600_000 };

const silent = createLog('test', 'silent');

/** One adapter of the log over one database, for a contract that holds for all of them. */
export interface Adapter extends AsyncDisposable {
  /** The log as one process of its subgraph has it. */
  openLog(options?: { readonly pollMilliseconds?: number }): EventLog;
  /** How one process of another subgraph is woken. */
  listener(): Listen;
  /** Cuts off whatever carries the wake-ups, and keeps it away. */
  takeAway(): Promise<void>;
  /** Brings it back, without anything it held. */
  bringBack(): Promise<void>;
}

function openPool(closing: AsyncDisposableStack, connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 4 });
  pool.on('error', () => undefined);
  closing.defer(() => pool.end());
  return pool;
}

/** PostgreSQL's own notifications; the connections that hear them can be refused. */
async function openPostgres({ app, reader, admin }: TestDatabase): Promise<Adapter> {
  const closing = new AsyncDisposableStack();
  const listening = { application_name: 'listening' };
  let isAway = false;
  const connectTo = (connectionString: string) => () =>
    new pg.Client(isAway ? { host: '127.0.0.1', port: 1 } : { connectionString, ...listening });
  return {
    openLog(options) {
      const pool = openPool(closing, app);
      const connect = connectTo(app);
      return closing.use(createPostgresEventLog({ pool, connect, log: silent, ...options }));
    },
    listener: () => listenInDatabase(connectTo(reader), silent),
    async takeAway() {
      isAway = true;
      await withConnection(admin, (client) =>
        client.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and application_name = $1`,
          [listening.application_name],
        ),
      );
    },
    async bringBack() {
      isAway = false;
    },
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

/** A real server with JetStream; each process has a connection of its own. */
async function openNats({ app }: TestDatabase): Promise<Adapter> {
  const closing = new AsyncDisposableStack();
  const server = closing.use(await startTestBroker());
  const subgraph = 'alerts';
  const connect = () => {
    const broker = openBroker(server.url, silent);
    if (broker === null) throw new Error('There is a URL');
    return closing.use(broker);
  };
  return {
    openLog(options) {
      const [pool, broker] = [openPool(closing, app), connect()];
      return closing.use(createNatsEventLog({ pool, broker, subgraph, log: silent, ...options }));
    },
    listener: () => listenOnBroker(connect(), subgraph),
    takeAway: () => server.kill(),
    bringBack: () => server.wipe(),
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

export const adapters = [
  { name: 'postgres', openAdapter: openPostgres },
  { name: 'nats', openAdapter: openNats },
] as const;
