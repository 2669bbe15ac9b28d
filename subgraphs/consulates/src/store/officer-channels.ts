import { randomUUID } from 'node:crypto';
import type { Sealer } from '@alert-button/platform/keys.ts';
import { UnreadableError } from '@alert-button/platform/keys.ts';
import type { Address } from '@alert-button/platform/messages/channel.ts';
import { maskAddress, type OfficerChannel } from '../domain/officer-channel.ts';
import type { PageLanguage } from '../domain/page-text.ts';
import type { Database, Transaction } from './database.ts';

export interface StoredChannel {
  readonly id: string;
  readonly kind: Address['kind'];
  readonly addedAt: Date;
  /** Null where it cannot be opened: its key is gone. */
  readonly address: Address | null;
}

type Reading = { readonly prisma: Database['prisma'] | Transaction };

const placeOf = (id: string) => ({ table: 'officer_channel', column: 'sealed_address', row: id });

/** Null, rather than a failure that would take the other channels with it. */
export async function openAddress(
  sealer: Sealer,
  id: string,
  sealed: Uint8Array,
): Promise<Address | null> {
  try {
    return JSON.parse((await sealer.open(Buffer.from(sealed), placeOf(id))).toString()) as Address;
  } catch (error) {
    if (error instanceof UnreadableError) return null;
    throw error;
  }
}

interface ChannelRow {
  readonly id: string;
  readonly kind: string;
  readonly addedAt: Date;
  readonly sealedAddress: Uint8Array;
}

const open = (sealer: Sealer, rows: readonly ChannelRow[]): Promise<StoredChannel[]> =>
  Promise.all(
    rows.map(async ({ id, kind, addedAt, sealedAddress }) => ({
      id,
      kind: kind as Address['kind'],
      addedAt,
      address: await openAddress(sealer, id, sealedAddress),
    })),
  );

/** An officer's channels, in their general order. */
export async function readChannels(
  { prisma }: Reading,
  sealer: Sealer,
  officerId: string,
): Promise<StoredChannel[]> {
  const rows = await prisma.officerChannel.findMany({
    where: { officerId },
    orderBy: [{ place: 'asc' }, { addedAt: 'asc' }],
  });
  return open(sealer, rows);
}

/** Those that an officer chose for one shift, in that order; none where the general order holds. */
export async function readShiftChannels(
  { prisma }: Reading,
  sealer: Sealer,
  { id, officerId }: { readonly id: string; readonly officerId: string },
): Promise<StoredChannel[]> {
  const rows = await prisma.shiftChannel.findMany({
    // A shift that was swapped or handed over keeps nothing of who had it before.
    where: { shiftId: id, channel: { officerId } },
    orderBy: { place: 'asc' },
    include: { channel: true },
  });
  return open(
    sealer,
    rows.map(({ channel }) => channel),
  );
}

export function masked({ id, kind, addedAt, address }: StoredChannel): OfficerChannel {
  return { id, kind, addedAt, masked: address === null ? null : maskAddress(address) };
}

/** Behind the officer's others. */
export async function insertChannel(
  transaction: Transaction,
  sealer: Sealer,
  officerId: string,
  address: Address,
): Promise<string> {
  const id = randomUUID();
  const sealed = await sealer.seal(Buffer.from(JSON.stringify(address)), placeOf(id));
  const last = await transaction.officerChannel.aggregate({
    where: { officerId },
    _max: { place: true },
  });
  const place = (last._max.place ?? -1) + 1;
  const sealedAddress = new Uint8Array(sealed);
  await transaction.officerChannel.create({
    data: { id, officerId, kind: address.kind, sealedAddress, place },
  });
  return id;
}

/** Whether there was one. */
export async function deleteChannel(
  transaction: Transaction,
  officerId: string,
  id: string,
): Promise<boolean> {
  const { count } = await transaction.officerChannel.deleteMany({ where: { id, officerId } });
  return count === 1;
}

export async function saveOrder(transaction: Transaction, ids: readonly string[]): Promise<void> {
  for (const [place, id] of ids.entries()) {
    await transaction.officerChannel.update({ where: { id }, data: { place } });
  }
}

export async function saveShiftChannels(
  transaction: Transaction,
  shiftId: string,
  channelIds: readonly string[],
): Promise<void> {
  await transaction.shiftChannel.deleteMany({ where: { shiftId } });
  await transaction.shiftChannel.createMany({
    data: channelIds.map((channelId, place) => ({ shiftId, channelId, place })),
  });
}

/** Who of these has at least one channel. */
export async function reachableOf(
  { prisma }: Reading,
  officerIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await prisma.officerChannel.findMany({
    where: { officerId: { in: [...officerIds] } },
    distinct: ['officerId'],
    select: { officerId: true },
  });
  return new Set(rows.map(({ officerId }) => officerId));
}

export async function readLanguage({ prisma }: Reading, officerId: string): Promise<PageLanguage> {
  const row = await prisma.officerLanguage.findUnique({ where: { officerId } });
  return (row?.language ?? 'es') as PageLanguage;
}

export async function saveLanguage(
  transaction: Transaction,
  officerId: string,
  language: PageLanguage,
): Promise<void> {
  await transaction.officerLanguage.upsert({
    where: { officerId },
    create: { officerId, language },
    update: { language },
  });
}
