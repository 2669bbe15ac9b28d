import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { addMatterDocument } from '../../commands/add-matter-document.ts';
import { builder, resultOf } from '../builder.ts';
import { DocumentMediaType, MatterDocumentKind } from '../matter-document.ts';
import { Matter } from '../matter.ts';

const AddMatterDocumentInput = builder.inputType('AddMatterDocumentInput', {
  description: 'What `addMatterDocument` needs.',
  fields: (t) => ({
    matterId: t.id({ required: true, description: 'The matter.' }),
    kind: t.field({ type: MatterDocumentKind, required: true, description: 'What it is.' }),
    title: t.string({
      required: true,
      description: 'What to call it, at most 200 characters; kept encrypted.',
    }),
    mediaType: t.field({
      type: DocumentMediaType,
      required: true,
      description: 'What its bytes are; they are looked at.',
    }),
    content: t.string({
      required: true,
      description:
        'Its bytes, at most 1,048,576, in base64; kept encrypted. Over HTTP, as a variable.',
    }),
  }),
});

builder.mutationField('addMatterDocument', (t) =>
  t.field({
    type: Matter,
    description:
      'An officer or the provider adds a document; both see it. The same bytes once more change nothing.',
    args: {
      input: t.arg({ type: AddMatterDocumentInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('addMatterDocument', 'matter', [
      InvalidInputError,
      NotFoundError,
      ConflictError,
    ]),
    resolve: (_root, { input }, { services, ...asking }) =>
      addMatterDocument(services, asking, input),
  }),
);
