import { join } from 'node:path';

/** Where the contract and what is kept of its releases stand. */
export const places = {
  schema: import.meta.dirname,
  released: join(import.meta.dirname, 'released'),
  changelog: join(import.meta.dirname, 'CHANGELOG.md'),
  operations: join(import.meta.dirname, '..', 'sdk', 'operations'),
} as const;

/** Today in UTC, as what is announced is understood. */
export const today = (): string => new Date().toISOString().slice(0, 10);
