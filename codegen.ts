import type { CodegenConfig } from '@graphql-codegen/cli';
import { format, resolveConfig } from 'prettier';
import { client, errors, marker, operations } from './sdk/codegen/plugins.ts';
import { roles } from './sdk/codegen/roles.ts';

const plugins = { marker, operations, client, errors };

/** What operations say besides what they ask; the service never sees it. */
export const clientSchema = 'sdk/codegen/client-directive.graphql';

/**
 * The typed SDK from the client's view of the graph and our own operations. Run it with
 * `pnpm exec graphql-codegen --config codegen.ts`; what it writes is committed and never edited.
 */
const config: CodegenConfig = {
  schema: ['schema/api.graphql', clientSchema],
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
        // A moment is read into a Date (sdk/src/dates.ts). A day stays text: as a Date it would be
        // another day in another time zone.
        scalars: { ID: 'string', DateTime: 'Date', Date: 'string' },
      },
    },
    'sdk/src/_generated/operations.ts': { plugins: ['operations'] },
    'sdk/src/_generated/errors.ts': { plugins: ['errors'] },
    ...Object.fromEntries(
      roles.map((role) => [
        `sdk/src/_generated/${role.toLowerCase()}.ts`,
        { plugins: [{ client: { role } }] },
      ]),
    ),
  },
  hooks: {
    beforeOneFileWrite: async (path: string, content: string) =>
      format(content, { ...(await resolveConfig(path)), parser: 'typescript' }),
  },
};

export default config;
