import { NotFoundError } from '@alert-button/platform/errors.ts';
import { openMatterDocument } from '../../commands/read-documents.ts';
import { builder, resultOf } from '../builder.ts';
import { OpenedDocument } from '../matter-document.ts';

const OpenMatterDocumentInput = builder.inputType('OpenMatterDocumentInput', {
  description: 'What `openMatterDocument` needs.',
  fields: (t) => ({
    matterId: t.id({ required: true, description: 'The matter.' }),
    documentId: t.id({ required: true, description: 'The document.' }),
  }),
});

// A mutation, because it leaves an entry behind; and a request has one of them, so nobody loads a
// whole matter at once.
builder.mutationField('openMatterDocument', (t) =>
  t.field({
    type: OpenedDocument,
    description: 'An officer or the provider reads what is in a document; that is recorded first.',
    args: {
      input: t.arg({ type: OpenMatterDocumentInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('openMatterDocument', 'opened', [NotFoundError]),
    resolve: (_root, { input }, { services, ...asking }) =>
      openMatterDocument(services, asking, input),
  }),
);
