import { ConflictError, NotFoundError } from '@alert-button/platform/errors.ts';
import { removeMatterDocument } from '../../commands/remove-matter-document.ts';
import { builder, resultOf } from '../builder.ts';
import { Matter } from '../matter.ts';

const RemoveMatterDocumentInput = builder.inputType('RemoveMatterDocumentInput', {
  description: 'What `removeMatterDocument` needs.',
  fields: (t) => ({
    matterId: t.id({ required: true, description: 'The matter.' }),
    documentId: t.id({ required: true, description: 'The document.' }),
  }),
});

builder.mutationField('removeMatterDocument', (t) =>
  t.field({
    type: Matter,
    description:
      'What is in a document is deleted for good; that it was there stays. An officer removes any, a provider those of a provider.',
    args: {
      input: t.arg({ type: RemoveMatterDocumentInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('removeMatterDocument', 'matter', [NotFoundError, ConflictError]),
    resolve: (_root, { input }, { services, ...asking }) =>
      removeMatterDocument(services, asking, input),
  }),
);
