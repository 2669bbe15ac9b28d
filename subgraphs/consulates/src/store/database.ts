import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import type { RunSql } from '@alert-button/platform/event-log/append.ts';
import type { Log } from '@alert-button/platform/log.ts';
import { PrismaClient, type Prisma } from './_generated/client.ts';

/** One transaction; everything of one act goes through the same. */
export type Transaction = Prisma.TransactionClient;

export interface Database extends AsyncDisposable {
  readonly pool: pg.Pool;
  readonly prisma: PrismaClient;
  /** A connection of its own, not yet connected. */
  connect(): pg.Client;
  /** Runs `work` in one transaction: all of it is stored, or nothing. Given up after 10 s. */
  transaction<T>(
    work: (transaction: Transaction) => Promise<T>,
    withinMilliseconds?: number,
  ): Promise<T>;
}

// Four subgraphs and their listeners stay far below PostgreSQL's default of 100 connections.
const mostConnections = 5;
const connectWithinMilliseconds = 5_000;
const statementWithinMilliseconds = 10_000;
const transactionWithinMilliseconds = 10_000;

/** Opens this subgraph's database; connections are made when first needed. */
export function openDatabase(url: string, log: Log): Database {
  const settings = { connectionString: url, connectionTimeoutMillis: connectWithinMilliseconds };
  const pool = new pg.Pool({
    ...settings,
    max: mostConnections,
    statement_timeout: statementWithinMilliseconds,
  });
  // Without a listener a server that goes away would end the process.
  pool.on('error', (error) => log.warn('A database connection was lost', { error }));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool), errorFormat: 'minimal' });
  return {
    pool,
    prisma,
    connect: () => new pg.Client(settings),
    transaction: (work, timeout = transactionWithinMilliseconds) =>
      prisma.$transaction(work, { maxWait: connectWithinMilliseconds, timeout }),
    async [Symbol.asyncDispose]() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

/** Lets the platform's statements run in a transaction of Prisma's. */
export function runSqlIn(transaction: Transaction): RunSql {
  return (text, values) => transaction.$executeRawUnsafe(text, ...values);
}

/** The database's clock: the only one that counts, since processes may stand on many machines. */
export async function databaseNow(transaction: Transaction): Promise<Date> {
  const [row] = await transaction.$queryRaw<{ now: Date }[]>`select clock_timestamp() as now`;
  if (row === undefined) throw new Error('The database does not know the time');
  return row.now;
}
