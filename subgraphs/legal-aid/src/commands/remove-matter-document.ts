import { NotFoundError } from '@alert-button/platform/errors.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { mayRemove } from '../domain/matter-document.ts';
import { policy } from '../policy.ts';
import { findDocument, removeContent } from '../store/document-store.ts';
import { advanceMatter } from '../store/matter-store.ts';
import { actOnMatter } from './act-on-matter.ts';
import { requireUuid } from './input.ts';
import type { Asking, Services } from './services.ts';
import type { SeenMatter } from './visible-matter.ts';

export interface RemoveMatterDocumentInput {
  readonly matterId: string;
  readonly documentId: string;
}

/**
 * What is in a document is deleted; that it was there, and who removed it when, stays. Removed again,
 * it changes nothing.
 *
 * @throws NotFoundError, also for a provider and a document of the desk's; ConflictError
 */
export function removeMatterDocument(
  services: Services,
  asking: Asking,
  { matterId, ...input }: RemoveMatterDocumentInput,
): Promise<SeenMatter> {
  const viewer = permit(policy, 'removeMatterDocument', asking.viewer);
  return actOnMatter(
    services,
    { ...asking, viewer },
    {
      matterId,
      act: 'removeMatterDocument',
      does: 'RECORD',
      by: ['DESK', 'PROVIDER'],
      work: async ({ transaction, matter, seenBy, now }) => {
        const documentId = requireUuid('documentId', input.documentId);
        const office = seenBy === 'DESK' ? 'DESK' : 'PROVIDER';
        const { matterKeys } = services;
        const reader = { prisma: transaction };
        const document = await findDocument(reader, matterKeys, matter.id, documentId);
        if (document === null || !mayRemove(office, document.addedBy)) {
          throw new NotFoundError('documentId');
        }
        const facts = { documentId };
        if (document.removedAt !== null) {
          return { matter, facts: { ...facts, outcome: 'UNCHANGED' } };
        }
        await removeContent(transaction, documentId, office, now);
        return {
          matter: await advanceMatter(transaction, matter, 'MATTER_DOCUMENT_REMOVED'),
          facts,
        };
      },
    },
  );
}
