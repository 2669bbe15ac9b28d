import type { Config } from 'jest';

/*
 * Three kinds of test by the end of the file's name. `npm test` runs the first two in parallel and
 * the end-to-end tests one after the other, since each of those starts the whole system.
 */
const common = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2024' },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/\\.data/', '<rootDir>/\\.tools/'],
} satisfies Config;

const withDatabase = {
  globalSetup: '<rootDir>/dev/testing/jest-global-setup.ts',
  globalTeardown: '<rootDir>/dev/testing/jest-global-teardown.ts',
};

export default {
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '\\.db\\.test\\.ts$'],
    },
    { ...common, ...withDatabase, displayName: 'database', testMatch: ['**/*.db.test.ts'] },
    {
      ...common,
      ...withDatabase,
      displayName: 'end-to-end',
      testMatch: ['<rootDir>/gateway/tests/**/*.e2e.ts', '<rootDir>/faults/**/*.e2e.ts'],
    },
  ],
  testTimeout: 60_000,
} satisfies Config;
