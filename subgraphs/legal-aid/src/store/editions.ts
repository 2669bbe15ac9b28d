import { createHash } from 'node:crypto';
import type { Prisma } from './_generated/client.ts';
import type { Transaction } from './database.ts';

/** Something that is served to the public, whole, as it is served. */
export interface Edition {
  /** What it is an edition of, for example `RIGHTS_GUIDE/HOME/es`. */
  readonly subject: string;
  readonly version: number;
  /** ISO 8601 date. */
  readonly publishedOn: string;
  /** Plain JSON. */
  readonly content: object;
}

/** SHA-256 of everything a reader sees, in hex. */
export function contentHashOf({ content }: Edition): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

/**
 * Keeps an edition for good, so that one can always show what a person was told.
 *
 * @returns whether it was new; of two processes that start at once, one gets true.
 */
export async function keepEdition(
  transaction: Transaction,
  { subject, version, publishedOn, content }: Edition,
  contentHash: string,
): Promise<boolean> {
  const { count } = await transaction.edition.createMany({
    data: {
      id: crypto.randomUUID(),
      subject,
      version,
      publishedOn: new Date(publishedOn),
      contentHash,
      content: content as Prisma.InputJsonObject,
    },
    skipDuplicates: true,
  });
  return count === 1;
}
