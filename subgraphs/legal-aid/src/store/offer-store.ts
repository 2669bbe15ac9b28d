import type { MatchReason } from '../domain/match.ts';
import type { DeclineReason, Matter, OfferStatus } from '../domain/matter.ts';
import type { MatterOffer as OfferRow } from './_generated/client.ts';
import type { Database, Transaction } from './database.ts';

type Reader = Pick<Database, 'prisma'> | { readonly prisma: Transaction };

export interface Offer {
  readonly id: string;
  readonly matterId: string;
  readonly providerId: string;
  readonly status: OfferStatus;
  readonly reasons: readonly MatchReason[];
  readonly isManual: boolean;
  readonly offeredAt: Date;
  readonly dueAt: Date;
  readonly answeredAt: Date | null;
  readonly declineReason: DeclineReason | null;
}

const toOffer = ({ round: _round, ...row }: OfferRow): Offer => ({
  ...row,
  status: row.status as OfferStatus,
  reasons: row.reasons as unknown as readonly MatchReason[],
  declineReason: row.declineReason as DeclineReason | null,
});

export type NewOffer = Pick<
  Offer,
  'id' | 'matterId' | 'providerId' | 'reasons' | 'isManual' | 'dueAt'
>;

export async function insertOffer(
  transaction: Transaction,
  { reasons, ...offer }: NewOffer,
  { round }: Pick<Matter, 'round'>,
): Promise<void> {
  const facts = reasons.map((reason) => ({ ...reason }));
  await transaction.matterOffer.create({ data: { ...offer, round, reasons: facts } });
}

/** The offer that waits for an answer or was accepted. */
export async function findStandingOffer(
  { prisma }: Reader,
  matterId: string,
): Promise<Offer | null> {
  const row = await prisma.matterOffer.findFirst({
    where: { matterId, status: { in: ['OFFERED', 'ACCEPTED'] } },
  });
  return row === null ? null : toOffer(row);
}

/** Whether an offer has waited for its answer for too long, by the clock of the database. */
export async function isOverdue(transaction: Transaction, offerId: string): Promise<boolean> {
  const due = await transaction.$queryRawUnsafe<unknown[]>(
    `select 1 as due from matter_offer
     where id = $1::uuid and status = 'OFFERED' and due_at <= clock_timestamp()`,
    offerId,
  );
  return due.length === 1;
}

/** An offer gets its answer, or comes to nothing. */
export async function settleOffer(
  transaction: Transaction,
  id: string,
  status: Exclude<OfferStatus, 'OFFERED'>,
  now: Date,
  declineReason: DeclineReason | null = null,
): Promise<void> {
  await transaction.matterOffer.update({
    where: { id },
    data: { status, declineReason, answeredAt: now },
  });
}

/** Who is not asked again: whoever said no, ever, or let it lapse in this round. */
export async function findAskedIds(
  { prisma }: Reader,
  { id, round }: Pick<Matter, 'id' | 'round'>,
): Promise<ReadonlySet<string>> {
  const rows = await prisma.matterOffer.findMany({
    where: {
      matterId: id,
      OR: [{ status: { in: ['DECLINED', 'WITHDRAWN'] } }, { status: 'LAPSED', round }],
    },
    select: { providerId: true },
  });
  return new Set(rows.map(({ providerId }) => providerId));
}

/** All offers of a matter, the first first. */
export async function listOffers({ prisma }: Reader, matterId: string): Promise<Offer[]> {
  const rows = await prisma.matterOffer.findMany({
    where: { matterId },
    orderBy: [{ offeredAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(toOffer);
}
