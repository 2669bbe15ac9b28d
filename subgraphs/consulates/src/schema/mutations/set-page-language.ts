import { InvalidInputError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { PageLanguage, Paging } from '../paging.ts';

const SetPageLanguageInput = builder.inputType('SetPageLanguageInput', {
  description: 'What `setPageLanguage` needs.',
  fields: (t) => ({
    language: t.field({ type: PageLanguage, required: true, description: 'The language.' }),
  }),
});

builder.mutationField('setPageLanguage', (t) =>
  t.field({
    type: Paging,
    description: 'An officer says in which language they are paged.',
    args: {
      input: t.arg({ type: SetPageLanguageInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('setPageLanguage', 'paging', [InvalidInputError]),
    resolve: (_root, { input }, context) => context.commands.setPageLanguage(context, input),
  }),
);
