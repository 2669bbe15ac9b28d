import { createHash } from 'node:crypto';
import type { RightsGuide } from '../domain/rights-guide.ts';
import type { Prisma } from './_generated/client.ts';
import type { Transaction } from './database.ts';

/** SHA-256 of everything a reader of the guide sees, in hex. */
export function contentHashOf(guide: RightsGuide): string {
  return createHash('sha256').update(JSON.stringify(guide)).digest('hex');
}

/**
 * Keeps the wording of a guide for good, so that one can always show what a person was told.
 *
 * @returns whether it was new; of two processes that start at once, one gets true.
 */
export async function keepEdition(
  transaction: Transaction,
  guide: RightsGuide,
  contentHash: string,
): Promise<boolean> {
  const { situation, language, version, publishedOn } = guide;
  const { count } = await transaction.rightsGuideEdition.createMany({
    data: {
      id: crypto.randomUUID(),
      situation,
      language,
      version,
      publishedOn: new Date(publishedOn),
      contentHash,
      content: guide as unknown as Prisma.InputJsonObject,
    },
    skipDuplicates: true,
  });
  return count === 1;
}
