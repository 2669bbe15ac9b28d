import type {
  HearingCourt,
  HearingKind,
  HearingOutcome,
  HearingStatus,
} from '../domain/hearing.ts';
import type { Database, Transaction } from './database.ts';
import type { MatterKeys } from './matter-keys.ts';

type Reader = Pick<Database, 'prisma'> | { readonly prisma: Transaction };

export interface Hearing {
  readonly id: string;
  readonly kind: HearingKind;
  readonly court: HearingCourt;
  readonly place: string | null;
  readonly takesPlaceAt: Date;
  readonly status: HearingStatus;
  readonly reportedAt: Date | null;
}

export type NewHearing = Pick<Hearing, 'kind' | 'court' | 'place' | 'takesPlaceAt'>;

const placeOf = (id: string) => ({ table: 'hearing', column: 'sealed_place', row: id });

export const countHearings = (transaction: Transaction, matterId: string): Promise<number> =>
  transaction.hearing.count({ where: { matterId } });

export async function insertHearing(
  transaction: Transaction,
  keys: MatterKeys,
  matterId: string,
  { place, ...hearing }: NewHearing,
): Promise<void> {
  const id = crypto.randomUUID();
  const seal = await keys.of({ prisma: transaction }, matterId);
  const sealedPlace = place === null ? null : seal.seal(place, placeOf(id));
  await transaction.hearing.create({ data: { ...hearing, id, matterId, sealedPlace } });
}

/** Null when there is no such hearing of that matter. */
export async function findHearing(
  reader: Reader,
  keys: MatterKeys,
  matterId: string,
  id: string,
): Promise<Hearing | null> {
  return (await readHearings(reader, keys, matterId)).find((hearing) => hearing.id === id) ?? null;
}

export async function saveHearingOutcome(
  transaction: Transaction,
  id: string,
  outcome: HearingOutcome,
  now: Date,
): Promise<void> {
  await transaction.hearing.update({ where: { id }, data: { status: outcome, reportedAt: now } });
}

/** In the order in which they take place. */
export async function readHearings(
  reader: Reader,
  keys: MatterKeys,
  matterId: string,
): Promise<Hearing[]> {
  const rows = await reader.prisma.hearing.findMany({
    where: { matterId },
    orderBy: [{ takesPlaceAt: 'asc' }, { id: 'asc' }],
  });
  if (rows.length === 0) return [];
  const seal = await keys.of(reader, matterId);
  return rows.map(({ id, kind, court, sealedPlace, takesPlaceAt, status, reportedAt }) => ({
    id,
    kind: kind as HearingKind,
    court: court as HearingCourt,
    place: sealedPlace === null ? null : seal.open(sealedPlace, placeOf(id)),
    takesPlaceAt,
    status: status as HearingStatus,
    reportedAt,
  }));
}
