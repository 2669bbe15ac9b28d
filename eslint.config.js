import js from '@eslint/js';
import graphqlPlugin from '@graphql-eslint/eslint-plugin';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/*
 * Boundaries a machine can see: who may import what (docs/architecture.md). Form is Prettier's,
 * types are the compiler's; what remains here are the few mistakes that neither of them finds.
 */

/** Imports that a folder may not have, by pattern, each with its reason. */
const forbid = (...patterns) => [
  'error',
  { patterns: patterns.map(([regex, message]) => ({ regex, message })) },
];

const graphql = ['^(graphql|@pothos/.+|@apollo/.+)$', 'GraphQL is for schema/ alone.'];
const graphqlPlumbing = [
  '^@alert-button/platform/(federation|serve)\\.ts$',
  'GraphQL is for schema/ and server.ts alone.',
];
const sql = ['^(pg|@prisma/.+|.*/_generated/.+)$', 'Only store/ speaks to the database.'];
const room = (names, message) => [`^\\.\\./(?:.*/)?(?:${names})(?:/.+)?\\.ts$`, message];

const anotherPackage = [
  '^@alert-button/(?!platform/)',
  'Subgraphs meet in the graph or in an event, never in code.',
];
const wayOut = [
  '^\\.\\..*/(people|consulates|alerts|legal-aid|gateway|sdk|dev|platform)/(src|data)/',
  'A relative path stays within its package.',
];
const subgraph = [anotherPackage, wayOut];

/** Folder by folder; the last that fits a file holds for it whole. */
const boundaries = [
  ['subgraphs/*/src/**', subgraph],
  [
    'subgraphs/*/src/domain/**',
    [
      [
        '^(?!\\./[^/]+$|@alert-button/platform/(errors|language-tag|uuid|geography/states|messages/channel)\\.ts$)',
        'Rules import rules, the base of their errors, the forms of ids and languages, the states and the words of messages; nothing else, not even a clock.',
      ],
    ],
  ],
  [
    'subgraphs/*/src/store/**',
    [
      ...subgraph,
      graphql,
      graphqlPlumbing,
      room('commands|schema|server|policy', 'store/ imports inward.'),
    ],
  ],
  [
    'subgraphs/*/src/commands/**',
    [
      ...subgraph,
      graphql,
      graphqlPlumbing,
      sql,
      room('schema|server', 'commands/ imports inward.'),
    ],
  ],
  [
    'subgraphs/*/src/schema/**',
    [...subgraph, sql, room('store|server', 'Resolvers translate and delegate to commands/.')],
  ],
  [
    'platform/src/**',
    [['^@alert-button/', 'The platform knows no subgraph and imports itself by path.'], wayOut],
  ],
  [
    'gateway/src/**',
    [
      ['^@alert-button/(?!platform/)', 'The gateway knows the graph, not who is behind it.'],
      wayOut,
    ],
  ],
  [
    'sdk/src/**',
    [
      [
        '^(?!\\.\\.?/|graphql-ws(/client)?$)',
        'The client runs in browsers too: graphql-ws and nothing else.',
      ],
    ],
  ],
  [
    'apps/*/src/**',
    [
      [
        '^@alert-button/(?!platform/|sdk(?:/|$))',
        'A page is a client of the public door, as anybody’s is.',
      ],
      wayOut,
    ],
  ],
  [
    'dev/**',
    [
      [
        '^@alert-button/(?!platform/|sdk(?:/|$)|dev/)',
        'Services are started as processes, as in production.',
      ],
    ],
  ],
].map(([files, patterns]) => ({
  files: [`${files}/*.ts`],
  rules: { 'no-restricted-imports': forbid(...patterns) },
}));

/** Tests and their helpers may use what they need, but no other package's inside. */
const tests = ['**/*.test.ts', '**/*.e2e.ts', '**/testing/**/*.ts'];

/** Every name of the contract in its case and with a sentence of what it means. */
const contractRules = {
  '@graphql-eslint/naming-convention': [
    'error',
    {
      types: 'PascalCase',
      FieldDefinition: 'camelCase',
      InputValueDefinition: 'camelCase',
      EnumValueDefinition: 'UPPER_CASE',
    },
  ],
  '@graphql-eslint/require-description': [
    'error',
    {
      types: true,
      rootField: true,
      FieldDefinition: true,
      InputValueDefinition: true,
      EnumValueDefinition: true,
    },
  ],
  '@graphql-eslint/unique-enum-value-names': 'error',
};

const graphqlFiles = [
  {
    // Not what is composed from them: names of the federation are not ours.
    files: ['schema/{people,consulates,alerts,legal-aid}.graphql'],
    rules: contractRules,
  },
  {
    files: ['sdk/operations/**/*.graphql'],
    rules: {
      ...graphqlPlugin.configs['flat/operations-recommended'].rules,
      // Directives on operations speak to our generator, which knows its own.
      '@graphql-eslint/known-directives': 'off',
      // For clients that keep a cache by id; ours keeps none.
      '@graphql-eslint/require-selections': 'off',
    },
  },
].map((config) => ({
  ...config,
  plugins: { '@graphql-eslint': graphqlPlugin },
  languageOptions: {
    parser: graphqlPlugin.parser,
    // The plugin reads this once, for all files.
    parserOptions: {
      graphQLConfig: {
        schema: 'schema/api.graphql',
        documents: 'sdk/operations/**/*.graphql',
      },
    },
  },
}));

export default defineConfig(
  globalIgnores(['**/_generated/', 'sdk/dist/', '.data/', '.tools/']),
  { files: ['**/*.{js,mjs,ts}'], extends: [js.configs.recommended] },
  graphqlFiles,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.base],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      // The compiler knows every name; its own check is the better one.
      'no-undef': 'off',
      'no-redeclare': 'off',
      'no-unused-vars': 'off',
      'no-console': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { ignoreRestSiblings: true, argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: Object.fromEntries(
        ['console', 'process', 'fetch', 'URL', 'setInterval', 'clearInterval'].map((name) => [
          name,
          'readonly',
        ]),
      ),
    },
  },
  boundaries,
  {
    files: tests.flatMap((pattern) => [`subgraphs/*/src/${pattern}`, `platform/src/${pattern}`]),
    rules: {
      'no-restricted-imports': forbid(
        ['^@alert-button/(?!platform/)', 'A test stays within its package and the platform.'],
        wayOut,
      ),
    },
  },
  {
    files: tests.map((pattern) => `sdk/src/${pattern}`),
    rules: { 'no-restricted-imports': 'off' },
  },
  // Programs that talk to whoever runs them.
  {
    files: [
      'dev/**',
      'bench/**',
      'faults/**',
      'schema/*.ts',
      'sdk/package-check/*.ts',
      '**/*-command.ts',
    ],
    rules: { 'no-console': 'off' },
  },
);
