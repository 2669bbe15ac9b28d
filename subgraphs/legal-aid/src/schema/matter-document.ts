import type {
  MatterDocument as Document,
  OpenedDocument as Opened,
} from '../commands/read-documents.ts';
import { readMatterDocuments } from '../commands/read-documents.ts';
import { documentKinds, documentMediaTypes } from '../domain/matter-document.ts';
import { builder } from './builder.ts';
import { described } from './described.ts';
import { Matter } from './matter.ts';

export const MatterDocumentKind = described(
  'MatterDocumentKind',
  'What a document is.',
  documentKinds,
  {
    IDENTITY: 'A passport, consular card, birth certificate or the like.',
    ADMINISTRATIVE_WARRANT:
      'A warrant that an officer has signed and no judge (forms I-200, I-205).',
    JUDICIAL_WARRANT: 'A warrant that a judge has signed.',
    CUSTODY_DETERMINATION: 'What the authority says on custody and bond.',
    NOTICE_TO_APPEAR: 'The paper with which a case before the immigration court begins.',
    COURT_ORDER: 'What a court has ordered.',
    POWER_OF_ATTORNEY: 'A power of attorney, or an authorisation for whoever cares for children.',
    MEDICAL: 'On illness, medicine or pregnancy.',
    PHOTO: 'A picture of somebody or something.',
    OTHER: 'Another one.',
  },
);

export const DocumentMediaType = described(
  'DocumentMediaType',
  'What the bytes of a document are; nothing else is taken.',
  documentMediaTypes,
  {
    PDF: 'Pages (application/pdf), with nothing that runs, sends or is a file within.',
    JPEG: 'A picture (image/jpeg).',
    PNG: 'A picture (image/png).',
  },
);

const DocumentOffice = described(
  'DocumentOffice',
  'Whose hands did it.',
  ['DESK', 'PROVIDER'] as const,
  { DESK: 'The desk’s.', PROVIDER: 'The provider’s.' },
);

const MatterDocument = builder.objectRef<Document>('MatterDocument').implement({
  description: 'That there is a document with a matter; what is in it, `openMatterDocument` gives.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque.' }),
    kind: t.expose('kind', { type: MatterDocumentKind, description: 'What it is.' }),
    mediaType: t.expose('mediaType', {
      type: DocumentMediaType,
      description: 'What its bytes are.',
    }),
    title: t.exposeString('title', { description: 'What it was called. Kept encrypted.' }),
    sha256: t.exposeString('sha256', {
      description:
        'SHA-256 of its bytes, in hex: whoever has them can check that they are the same.',
    }),
    byteCount: t.exposeInt('byteCount', { description: 'How many bytes it has.' }),
    addedBy: t.expose('addedBy', { type: DocumentOffice, description: 'Who added it.' }),
    addedAt: t.expose('addedAt', { type: 'DateTime', description: 'When it was added.' }),
    removedBy: t.expose('removedBy', {
      type: DocumentOffice,
      nullable: true,
      description: 'Who removed it; null while it is there.',
    }),
    removedAt: t.expose('removedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When what was in it was deleted; null while it is there.',
    }),
  }),
});

export const OpenedDocument = builder.objectRef<Opened>('OpenedDocument').implement({
  description: 'A document with what is in it. Keep it nowhere that others can read.',
  fields: (t) => ({
    document: t.field({
      type: MatterDocument,
      description: 'What is said of it.',
      resolve: (opened) => opened,
    }),
    content: t.exposeString('content', {
      description: 'Its bytes, in base64. Show them where nothing in them can run.',
    }),
  }),
});

builder.objectField(Matter, 'documents', (t) =>
  t.field({
    type: [MatterDocument],
    nullable: true,
    description:
      'Documents, the oldest first, without what is in them; for its desk and the provider who has it, and recorded.',
    resolve: (seen, _arguments, { services, ...asking }) =>
      readMatterDocuments(services, asking, seen),
  }),
);
