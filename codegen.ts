import type { CodegenConfig } from '@graphql-codegen/cli';
import { format, resolveConfig } from 'prettier';
import { marker, operations } from './sdk/codegen/operations.ts';

const plugins = { marker, operations };

/**
 * The typed SDK from the client's view of the graph and our own operations. Run it with
 * `pnpm exec graphql-codegen --config codegen.ts`; what it writes is committed and never edited.
 */
const config: CodegenConfig = {
  schema: 'schema/api.graphql',
  documents: 'sdk/operations/*.graphql',
  pluginLoader: (name) => {
    const own = plugins[name.replace('@graphql-codegen/', '') as keyof typeof plugins];
    return own ?? import(name);
  },
  generates: {
    'sdk/src/_generated/types.ts': {
      plugins: ['marker', 'typescript-operations'],
      config: {
        enumType: 'string-literal',
        // Clients live longer than the list of values: a new one must not be a type hole.
        futureProofEnums: true,
        immutableTypes: true,
        arrayInputCoercion: false,
        defaultScalarType: 'unknown',
        scalars: { ID: 'string', DateTime: 'string', Date: 'string', LanguageTag: 'string' },
      },
    },
    'sdk/src/_generated/operations.ts': { plugins: ['operations'] },
  },
  hooks: {
    beforeOneFileWrite: async (path: string, content: string) =>
      format(content, { ...(await resolveConfig(path)), parser: 'typescript' }),
  },
};

export default config;
