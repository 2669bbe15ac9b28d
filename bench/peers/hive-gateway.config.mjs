import { defineConfig } from '@graphql-hive/gateway';

/* As shipped, but for where the subgraph is and that it is told who asks. */
export const gatewayConfig = defineConfig({
  supergraph: process.env.SUPERGRAPH_FILE,
  transportEntries: { consulates: { location: process.env.CONSULATES_URL } },
  propagateHeaders: {
    fromClientToSubgraphs: ({ request }) => ({
      authorization: request.headers.get('authorization'),
    }),
  },
});
