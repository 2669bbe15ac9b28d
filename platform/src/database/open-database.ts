import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import type { RunSql } from '../event-log/append.ts';
import type { Log } from '../log.ts';

/** What every generated Prisma client can do. */
interface Client<Transaction> {
  $disconnect(): Promise<void>;
  $transaction<T>(
    work: (transaction: Transaction) => Promise<T>,
    options?: { readonly maxWait?: number; readonly timeout?: number },
  ): Promise<T>;
}

/** What every transaction of such a client can do. */
export interface SqlTransaction {
  $executeRawUnsafe(text: string, ...values: unknown[]): Promise<number>;
  $queryRawUnsafe<Row>(text: string, ...values: unknown[]): Promise<Row>;
}

/** A subgraph's own database. */
export interface Database<Prisma, Transaction> extends AsyncDisposable {
  /** For statements of our own, and for the log. */
  readonly pool: pg.Pool;
  /** Shares the pool. */
  readonly prisma: Prisma;
  /** A connection of its own, not yet connected. */
  connect(): pg.Client;
  /** Runs `work` in one transaction: all of it is stored, or nothing. Given up after 10 s. */
  transaction<T>(
    work: (transaction: Transaction) => Promise<T>,
    withinMilliseconds?: number,
  ): Promise<T>;
}

export interface DatabaseOptions<Prisma> {
  readonly url: string;
  /** All services together stay far below PostgreSQL's default of 100 connections. */
  readonly mostConnections: number;
  /** Makes the subgraph's generated client. */
  readonly createClient: (adapter: PrismaPg) => Prisma;
  readonly log: Log;
}

const connectWithinMilliseconds = 5_000;
const statementWithinMilliseconds = 10_000;
const transactionWithinMilliseconds = 10_000;

/** Opens a subgraph's database; connections are made when first needed. */
export function openDatabase<Prisma extends Client<Transaction>, Transaction>(
  options: DatabaseOptions<Prisma>,
): Database<Prisma, Transaction> {
  const { url, mostConnections, createClient, log } = options;
  const settings = { connectionString: url, connectionTimeoutMillis: connectWithinMilliseconds };
  const pool = new pg.Pool({
    ...settings,
    max: mostConnections,
    statement_timeout: statementWithinMilliseconds,
  });
  // Without a listener a server that goes away would end the process.
  pool.on('error', (error) => log.warn('A database connection was lost', { error }));
  const prisma = createClient(new PrismaPg(pool));
  return {
    pool,
    prisma,
    connect: () => new pg.Client(settings),
    transaction: (work, timeout = transactionWithinMilliseconds) =>
      prisma.$transaction(work, { maxWait: connectWithinMilliseconds, timeout }),
    async [Symbol.asyncDispose]() {
      await prisma.$disconnect();
      if (!pool.ended) await pool.end();
    },
  };
}

/** Lets the platform's statements run in a transaction of Prisma's. */
export function runSqlIn(transaction: SqlTransaction): RunSql {
  return (text, values) => transaction.$executeRawUnsafe(text, ...values);
}

/** The database's clock: the only one that counts, since processes may stand on many machines. */
export async function databaseNow(transaction: SqlTransaction): Promise<Date> {
  const [row] = await transaction.$queryRawUnsafe<{ now: Date }[]>(
    'select clock_timestamp() as now',
  );
  if (row === undefined) throw new Error('The database does not know the time');
  return row.now;
}
