import type {
  DocumentKind,
  DocumentMediaType,
  DocumentOffice,
  DocumentsKept,
} from '../domain/matter-document.ts';
import type { MatterDocument as DocumentRow } from './_generated/client.ts';
import type { Database, Transaction } from './database.ts';
import type { MatterKeys, MatterSeal } from './matter-keys.ts';

type Reader = Pick<Database, 'prisma'> | { readonly prisma: Transaction };

/** What is said of a document, without what is in it. */
export interface MatterDocument {
  readonly id: string;
  readonly kind: DocumentKind;
  readonly mediaType: DocumentMediaType;
  readonly title: string;
  /** Of the bytes that are in it, in hex. */
  readonly sha256: string;
  readonly byteCount: number;
  readonly addedBy: DocumentOffice;
  readonly addedAt: Date;
  readonly removedBy: DocumentOffice | null;
  /** From then on there is nothing in it. */
  readonly removedAt: Date | null;
}

type Label = Pick<MatterDocument, 'title' | 'sha256' | 'byteCount'>;
export type NewMatterDocument = Label & Pick<MatterDocument, 'kind' | 'mediaType' | 'addedBy'>;

const labelOf = (id: string) => ({ table: 'matter_document', column: 'sealed_label', row: id });
const contentOf = (id: string) => ({
  table: 'matter_document_content',
  column: 'sealed_content',
  row: id,
});

function toDocument(seal: MatterSeal, row: DocumentRow): MatterDocument {
  const { id, addedAt, removedAt } = row;
  return {
    ...(JSON.parse(seal.open(row.sealedLabel, labelOf(id))) as Label),
    id,
    addedAt,
    removedAt,
    kind: row.kind as DocumentKind,
    mediaType: row.mediaType as DocumentMediaType,
    addedBy: row.addedBy as DocumentOffice,
    removedBy: row.removedBy as DocumentOffice | null,
  };
}

/** How many documents a matter has had, and how many bytes it has of them now. */
export async function countDocuments(
  transaction: Transaction,
  matterId: string,
): Promise<DocumentsKept> {
  const [kept] = await transaction.$queryRawUnsafe<DocumentsKept[]>(
    `select count(*)::integer as count, coalesce(sum(octet_length(sealed_content)), 0)::integer as bytes
     from matter_document left join matter_document_content on document_id = id
     where matter_id = $1::uuid`,
    matterId,
  );
  return kept ?? { count: 0, bytes: 0 };
}

export async function insertDocument(
  transaction: Transaction,
  keys: MatterKeys,
  matterId: string,
  { document, content }: { document: NewMatterDocument; content: Uint8Array },
): Promise<string> {
  const { title, sha256, byteCount, ...row } = document;
  const id = crypto.randomUUID();
  const seal = await keys.of({ prisma: transaction }, matterId);
  const sealedLabel = seal.seal(JSON.stringify({ title, sha256, byteCount }), labelOf(id));
  const sealedContent = seal.sealBytes(content, contentOf(id));
  await transaction.matterDocument.create({
    data: { ...row, id, matterId, sealedLabel, content: { create: { sealedContent } } },
  });
  return id;
}

/** The oldest first; those that were removed, too. */
export async function readDocuments(
  reader: Reader,
  keys: MatterKeys,
  matterId: string,
): Promise<MatterDocument[]> {
  const rows = await reader.prisma.matterDocument.findMany({
    where: { matterId },
    orderBy: [{ addedAt: 'asc' }, { id: 'asc' }],
  });
  if (rows.length === 0) return [];
  const seal = await keys.of(reader, matterId);
  return rows.map((row) => toDocument(seal, row));
}

export async function findDocument(
  reader: Reader,
  keys: MatterKeys,
  matterId: string,
  id: string,
): Promise<MatterDocument | null> {
  const row = await reader.prisma.matterDocument.findFirst({ where: { id, matterId } });
  return row === null ? null : toDocument(await keys.of(reader, matterId), row);
}

/** What is in a document; null when it was removed. */
export async function readContent(
  reader: Reader,
  keys: MatterKeys,
  matterId: string,
  documentId: string,
): Promise<Buffer | null> {
  const row = await reader.prisma.matterDocumentContent.findUnique({ where: { documentId } });
  if (row === null) return null;
  const seal = await keys.of(reader, matterId);
  return seal.openBytes(row.sealedContent, contentOf(documentId));
}

/** What is in it goes; that it was there stays. */
export async function removeContent(
  transaction: Transaction,
  id: string,
  removedBy: DocumentOffice,
  now: Date,
): Promise<void> {
  await transaction.matterDocumentContent.deleteMany({ where: { documentId: id } });
  await transaction.matterDocument.update({
    where: { id },
    data: { removedBy, removedAt: now },
  });
}
