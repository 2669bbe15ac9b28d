import { describe, expect, test } from '@jest/globals';
import { DatabaseError } from './connection.ts';
import { pendingMigrations } from './migrate.ts';

const file = (name: string, checksum = `sum of ${name}`) => ({ name, checksum, sql: '' });
const row = (name: string, checksum = `sum of ${name}`, isFinished = true) => ({
  name,
  checksum,
  isFinished,
});

describe('pendingMigrations', () => {
  test('are the files the database does not know, in order', () => {
    const pending = pendingMigrations([file('1_a'), file('2_b'), file('3_c')], [row('1_a')]);
    expect(pending.map(({ name }) => name)).toEqual(['2_b', '3_c']);
  });

  test('are none when a newer release has migrated further', () => {
    expect(pendingMigrations([file('1_a')], [row('1_a'), row('2_b')])).toEqual([]);
  });

  test('are refused when an applied file was edited', () => {
    expect(() => pendingMigrations([file('1_a', 'new')], [row('1_a')])).toThrow(
      new DatabaseError('Migration 1_a was edited after it had been applied'),
    );
  });

  test('are refused after one that failed', () => {
    expect(() => pendingMigrations([file('1_a')], [row('1_a', undefined, false)])).toThrow(
      /1_a failed earlier/,
    );
  });
});
