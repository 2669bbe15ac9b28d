import type { Page } from '../commands/input.ts';
import { readProvider, readProviders } from '../commands/read-providers.ts';
import type { Provider } from '../domain/provider.ts';
import { builder, pageInfo } from './builder.ts';
import { LegalAidProvider } from './provider.ts';

const LegalAidProviderPage = builder.objectRef<Page<Provider>>('LegalAidProviderPage').implement({
  description: 'Providers in the order in which they were registered.',
  fields: (t) => ({
    nodes: t.field({
      type: [LegalAidProvider],
      description: 'Who was registered first comes first.',
      resolve: (page) => [...page.nodes],
    }),
    pageInfo: t.field({
      type: pageInfo,
      description: 'Whether there are more.',
      resolve: ({ hasNextPage, endCursor }) => ({ hasNextPage, endCursor }),
    }),
  }),
});

builder.queryFields((t) => ({
  legalAidProviders: t.field({
    type: LegalAidProviderPage,
    nullable: true,
    description: 'All who help with the law. For officers.',
    args: {
      first: t.arg.int({ defaultValue: 50, required: true, description: 'At most 100.' }),
      after: t.arg.string({ description: 'The end cursor of the page before.' }),
    },
    resolve: (_root, { first, after }, { services, ...asking }) =>
      readProviders(services, asking, { first, after: after ?? null }),
  }),
  legalAidProvider: t.field({
    type: LegalAidProvider,
    nullable: true,
    description: 'One of them, or null. For officers.',
    args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
    resolve: (_root, { id }, { services, ...asking }) => readProvider(services, asking, id),
  }),
}));
