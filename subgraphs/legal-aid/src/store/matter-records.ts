import { classOfFact, type DataClass, type FactKind } from '../domain/matter-facts.ts';
import type { AfterRemoval, NoticeKind } from '../domain/matter.ts';
import type { Database, Transaction } from './database.ts';
import type { MatterKeys } from './matter-keys.ts';

/*
 * What is written down of a matter. Words are sealed with its data key, each bound to its row, so
 * that none can be shown as another's.
 */

type Reader = Pick<Database, 'prisma'> | { readonly prisma: Transaction };

/** Whose words they are. */
export type NoteAuthor = 'DESK' | 'PROVIDER';

export interface MatterFact {
  readonly kind: FactKind;
  readonly dataClass: DataClass;
  readonly text: string;
  readonly recordedAt: Date;
}

export interface MatterNote {
  readonly id: string;
  readonly author: NoteAuthor;
  readonly isShared: boolean;
  readonly text: string;
  readonly writtenAt: Date;
}

export interface MatterTask {
  readonly id: string;
  readonly text: string;
  readonly afterRemoval: AfterRemoval | null;
  readonly dueAt: Date | null;
  readonly addedAt: Date;
  readonly doneAt: Date | null;
}

export interface ConsularNotice {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly happenedAt: Date;
  readonly recordedAt: Date;
}

const placeOf = (table: 'matter_fact' | 'matter_note' | 'matter_task', row: string) => ({
  table,
  column: 'sealed_text',
  row,
});
const factPlace = (matterId: string, kind: string) => placeOf('matter_fact', `${matterId}/${kind}`);

/** What was known of that kind before is replaced. */
export async function saveFact(
  transaction: Transaction,
  keys: MatterKeys,
  { matterId, kind, text, now }: { matterId: string; kind: FactKind; text: string; now: Date },
): Promise<void> {
  const seal = await keys.of({ prisma: transaction }, matterId);
  const sealedText = seal.seal(text, factPlace(matterId, kind));
  await transaction.matterFact.upsert({
    where: { matterId_kind: { matterId, kind } },
    create: { matterId, kind, sealedText, recordedAt: now },
    update: { sealedText, recordedAt: now },
  });
}

export async function readFacts(
  reader: Reader,
  keys: MatterKeys,
  matterId: string,
): Promise<MatterFact[]> {
  const rows = await reader.prisma.matterFact.findMany({
    where: { matterId },
    orderBy: { kind: 'asc' },
  });
  if (rows.length === 0) return [];
  const seal = await keys.of(reader, matterId);
  return rows.map(({ kind, sealedText, recordedAt }) => ({
    kind: kind as FactKind,
    dataClass: classOfFact[kind as FactKind],
    text: seal.open(sealedText, factPlace(matterId, kind)),
    recordedAt,
  }));
}

export async function insertNote(
  transaction: Transaction,
  keys: MatterKeys,
  note: { matterId: string; author: NoteAuthor; isShared: boolean; text: string },
): Promise<void> {
  const { text, ...rest } = note;
  const id = crypto.randomUUID();
  const seal = await keys.of({ prisma: transaction }, note.matterId);
  const sealedText = seal.seal(text, placeOf('matter_note', id));
  await transaction.matterNote.create({ data: { ...rest, id, sealedText } });
}

export const countNotes = (transaction: Transaction, matterId: string): Promise<number> =>
  transaction.matterNote.count({ where: { matterId } });

/** What one of the two may read: their own words, and what the other shares. */
export async function readNotes(
  reader: Reader,
  keys: MatterKeys,
  matterId: string,
  by: NoteAuthor,
): Promise<MatterNote[]> {
  const rows = await reader.prisma.matterNote.findMany({
    where: { matterId, OR: [{ author: by }, { isShared: true }] },
    orderBy: [{ writtenAt: 'asc' }, { id: 'asc' }],
  });
  if (rows.length === 0) return [];
  const seal = await keys.of(reader, matterId);
  return rows.map(({ id, author, isShared, sealedText, writtenAt }) => ({
    id,
    author: author as NoteAuthor,
    isShared,
    writtenAt,
    text: seal.open(sealedText, placeOf('matter_note', id)),
  }));
}

export async function insertTask(
  transaction: Transaction,
  keys: MatterKeys,
  {
    matterId,
    text,
    ...rest
  }: Pick<MatterTask, 'text' | 'dueAt' | 'afterRemoval'> & { matterId: string },
): Promise<void> {
  const id = crypto.randomUUID();
  const seal = await keys.of({ prisma: transaction }, matterId);
  const sealedText = seal.seal(text, placeOf('matter_task', id));
  await transaction.matterTask.create({ data: { ...rest, id, matterId, sealedText } });
}

export const countTasks = (transaction: Transaction, matterId: string): Promise<number> =>
  transaction.matterTask.count({ where: { matterId } });

/** False when there is no such task of that matter. */
export async function completeTask(
  transaction: Transaction,
  matterId: string,
  id: string,
  now: Date,
): Promise<'DONE' | 'UNCHANGED' | 'ABSENT'> {
  const task = await transaction.matterTask.findFirst({ where: { id, matterId } });
  if (task === null) return 'ABSENT';
  if (task.doneAt !== null) return 'UNCHANGED';
  await transaction.matterTask.update({ where: { id }, data: { doneAt: now } });
  return 'DONE';
}

/** Open ones first, what is due first on top. */
export async function readTasks(
  reader: Reader,
  keys: MatterKeys,
  matterId: string,
): Promise<MatterTask[]> {
  const rows = await reader.prisma.matterTask.findMany({
    where: { matterId },
    orderBy: [
      { doneAt: { sort: 'asc', nulls: 'first' } },
      { dueAt: { sort: 'asc', nulls: 'last' } },
      { addedAt: 'asc' },
    ],
  });
  if (rows.length === 0) return [];
  const seal = await keys.of(reader, matterId);
  return rows.map(({ id, sealedText, afterRemoval, dueAt, addedAt, doneAt }) => ({
    id,
    afterRemoval: afterRemoval as AfterRemoval | null,
    dueAt,
    addedAt,
    doneAt,
    text: seal.open(sealedText, placeOf('matter_task', id)),
  }));
}

export async function insertNotice(
  transaction: Transaction,
  notice: { matterId: string; kind: NoticeKind; happenedAt: Date },
): Promise<void> {
  await transaction.consularNotice.create({ data: { ...notice, id: crypto.randomUUID() } });
}

export const countNotices = (transaction: Transaction, matterId: string): Promise<number> =>
  transaction.consularNotice.count({ where: { matterId } });

/** In the order in which it happened. */
export async function readNotices({ prisma }: Reader, matterId: string): Promise<ConsularNotice[]> {
  const rows = await prisma.consularNotice.findMany({
    where: { matterId },
    orderBy: [{ happenedAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ id, kind, happenedAt, recordedAt }) => ({
    id,
    kind: kind as NoticeKind,
    happenedAt,
    recordedAt,
  }));
}
