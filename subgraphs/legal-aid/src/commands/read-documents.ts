import { NotFoundError } from '@alert-button/platform/errors.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { sees } from '../domain/matter-view.ts';
import { policy } from '../policy.ts';
import { auditRead } from '../store/audit.ts';
import {
  findDocument,
  readContent,
  readDocuments,
  type MatterDocument,
} from '../store/document-store.ts';
import { findMatter } from '../store/matter-store.ts';
import { requireUuid } from './input.ts';
import type { Asking, Services } from './services.ts';
import { actorOf, seenByOf, type SeenMatter } from './visible-matter.ts';

export type { MatterDocument };

/** A document with what is in it. */
export interface OpenedDocument extends MatterDocument {
  /** Base64. */
  readonly content: string;
}

/** What documents a matter has, with nothing of what is in them; null for whoever does not see them. */
export async function readMatterDocuments(
  { database, matterKeys }: Services,
  { viewer, requestId }: Asking,
  { matter, seenBy }: SeenMatter,
): Promise<MatterDocument[] | null> {
  if (!sees(seenBy, 'DOCUMENTS')) return null;
  const action = 'readMatterDocuments';
  const actor = actorOf(permit(policy, 'matter', viewer));
  await auditRead(database, { ...actor, action, subjectId: matter.id, requestId });
  return readDocuments(database, matterKeys, matter.id);
}

export interface OpenMatterDocumentInput {
  readonly matterId: string;
  readonly documentId: string;
}

/**
 * What is in one document, for the desk and the provider who have the matter, also once it is
 * closed. Whoever opens it is on record first.
 *
 * @throws NotFoundError, also when it was removed.
 */
export async function openMatterDocument(
  { database, matterKeys }: Services,
  asking: Asking,
  input: OpenMatterDocumentInput,
): Promise<OpenedDocument> {
  const viewer = permit(policy, 'openMatterDocument', asking.viewer);
  const matterId = requireUuid('matterId', input.matterId);
  const documentId = requireUuid('documentId', input.documentId);
  const matter = await findMatter(database, matterId);
  const seenBy = matter && (await seenByOf(database, viewer, matter));
  if (seenBy === null || !sees(seenBy, 'DOCUMENTS')) throw new NotFoundError('matterId');
  const document = await findDocument(database, matterKeys, matterId, documentId);
  if (document === null || document.removedAt !== null) throw new NotFoundError('documentId');
  const { facts, ...actor } = actorOf(viewer);
  await auditRead(database, {
    ...actor,
    action: 'openMatterDocument',
    subjectId: matterId,
    requestId: asking.requestId,
    facts: { ...facts, documentId },
  });
  const content = await readContent(database, matterKeys, matterId, documentId);
  // Removed since.
  if (content === null) throw new NotFoundError('documentId');
  return { ...document, content: content.toString('base64') };
}
