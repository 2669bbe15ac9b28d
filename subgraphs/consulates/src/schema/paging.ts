import type { PagedOfficer } from '../commands/own-paging.ts';
import { pageLanguages } from '../domain/page-text.ts';
import { builder } from './builder.ts';
import { OfficerChannel } from './officer-channel.ts';
import { Page } from './page.ts';

export const PageLanguage = builder.enumType('PageLanguage', {
  description: 'In which language an officer is paged, as in ISO 639.',
  values: {
    ES: { value: pageLanguages[0], description: 'Spanish.' },
    EN: { value: pageLanguages[1], description: 'English.' },
  } as const,
});

export const Paging = builder.objectRef<PagedOfficer>('Paging').implement({
  description: 'How an officer is reached away from the screens; only that officer sees it.',
  fields: (t) => ({
    channels: t.field({
      type: [OfficerChannel],
      description: 'By what, in the order in which it is tried.',
      resolve: (_paging, _arguments, context) => context.commands.readOwnChannels(context),
    }),
    language: t.field({
      type: PageLanguage,
      description: 'In which language.',
      resolve: (_paging, _arguments, context) => context.commands.readPageLanguage(context),
    }),
    testPages: t.field({
      type: [Page],
      description: 'The tests of the last weeks and what came of them, oldest first.',
      resolve: (_paging, _arguments, context) => context.commands.readTestPages(context),
    }),
  }),
});

builder.queryFields((t) => ({
  paging: t.field({
    type: Paging,
    nullable: true,
    description: 'How the officer who asks is reached away from the screens.',
    resolve: (_root, _arguments, context) => context.commands.readPaging(context),
  }),
  pages: t.field({
    type: [Page],
    nullable: true,
    description:
      'What was sent about an alert, oldest first, with every attempt: to the officer who asks, or ' +
      'for administrators to anybody. Kept for some weeks.',
    args: { alertId: t.arg.id({ required: true, description: 'The alert.' }) },
    resolve: (_root, { alertId }, context) => context.commands.readPages(context, alertId),
  }),
}));
