import {
  openDatabase as open,
  type Database as PlatformDatabase,
} from '@alert-button/platform/database/open-database.ts';
import type { Log } from '@alert-button/platform/log.ts';
import { PrismaClient, type Prisma } from './_generated/client.ts';

/** One transaction; everything of one act goes through the same. */
export type Transaction = Prisma.TransactionClient;

export type Database = PlatformDatabase<PrismaClient, Transaction>;

const ownConnections = 10;
/** For a consumer of another subgraph's log, which reads one batch after the other. */
export const readerConnections = 2;

/** Opens this subgraph's database; connections are made when first needed. */
export function openDatabase(
  url: string,
  log: Log,
  mostConnections: number = ownConnections,
): Database {
  return open({
    url,
    mostConnections,
    createClient: (adapter) => new PrismaClient({ adapter, errorFormat: 'minimal' }),
    log,
  });
}
