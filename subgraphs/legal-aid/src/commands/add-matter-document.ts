import { createHash } from 'node:crypto';
import { ConflictError } from '@alert-button/platform/errors.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { InputCheck } from '../domain/input.ts';
import {
  hasRoomFor,
  type DocumentKind,
  type DocumentMediaType,
} from '../domain/matter-document.ts';
import { policy } from '../policy.ts';
import { countDocuments, insertDocument, readDocuments } from '../store/document-store.ts';
import { advanceMatter } from '../store/matter-store.ts';
import { actOnMatter } from './act-on-matter.ts';
import { readDocumentContent } from './document-content.ts';
import type { Asking, Services } from './services.ts';
import type { SeenMatter } from './visible-matter.ts';

export interface AddMatterDocumentInput {
  readonly matterId: string;
  readonly kind: DocumentKind;
  readonly title: string;
  readonly mediaType: DocumentMediaType;
  /** Base64. */
  readonly content: string;
}

/**
 * A document with a matter, of its desk or its provider, for both. Kept sealed. The same bytes once
 * more are the document that is there, so that an upload can be sent again.
 *
 * @throws NotFoundError, InvalidInputError, ConflictError
 */
export function addMatterDocument(
  services: Services,
  asking: Asking,
  { matterId, ...input }: AddMatterDocumentInput,
): Promise<SeenMatter> {
  const viewer = permit(policy, 'addMatterDocument', asking.viewer);
  return actOnMatter(
    services,
    { ...asking, viewer },
    {
      matterId,
      act: 'addMatterDocument',
      does: 'RECORD',
      by: ['DESK', 'PROVIDER'],
      work: async ({ transaction, matter, seenBy }) => {
        const { kind, mediaType } = input;
        const check = new InputCheck();
        const title = check.text('title', input.title, 200);
        check.done();
        const content = readDocumentContent(input.content, mediaType);
        const sha256 = createHash('sha256').update(content).digest('hex');
        const { matterKeys } = services;
        const there = await readDocuments({ prisma: transaction }, matterKeys, matter.id);
        const same = there.find((one) => one.sha256 === sha256 && one.removedAt === null);
        if (same !== undefined) {
          return { matter, facts: { documentId: same.id, outcome: 'UNCHANGED' } };
        }
        if (!hasRoomFor(await countDocuments(transaction, matter.id), content.length)) {
          throw new ConflictError('The matter has as many documents as it may have.');
        }
        const addedBy = seenBy === 'DESK' ? 'DESK' : 'PROVIDER';
        const byteCount = content.length;
        const document = { kind, mediaType, title, sha256, byteCount, addedBy } as const;
        const documentId = await insertDocument(transaction, matterKeys, matter.id, {
          document,
          content,
        });
        return {
          matter: await advanceMatter(transaction, matter, 'MATTER_DOCUMENT_ADDED'),
          facts: { documentId, kind, mediaType },
        };
      },
    },
  );
}
