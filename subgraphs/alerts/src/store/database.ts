import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './_generated/client.ts';

/** Leaves room for four subgraphs on a server with PostgreSQL's default of 100 connections. */
const poolSize = 16;

export interface Database extends AsyncDisposable {
  /** For the statements that save an act whole, and for the log. */
  readonly pool: pg.Pool;
  /** For reads; shares the pool. */
  readonly prisma: PrismaClient;
  /** A connection outside the pool, for LISTEN. */
  readonly connect: () => pg.Client;
}

export function openDatabase(connectionString: string): Database {
  const connection = {
    connectionString,
    connectionTimeoutMillis: 2000,
    application_name: 'alerts',
  };
  const pool = new pg.Pool({ ...connection, max: poolSize, statement_timeout: 5000 });
  // An idle connection may break at any time; the pool replaces it, the next query tells.
  pool.on('error', () => undefined);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    pool,
    prisma,
    connect: () => new pg.Client(connection),
    async [Symbol.asyncDispose]() {
      await prisma.$disconnect();
      if (!pool.ended) await pool.end();
    },
  };
}
