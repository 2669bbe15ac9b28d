import { UnreadableError } from '@alert-button/platform/keys.ts';

/**
 * The keys of a person who was erased are gone. Whoever cannot be told for that reason is a dead
 * letter, and does not hold up the others.
 */
export async function orElse<T>(instead: T, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof UnreadableError) return instead;
    throw error;
  }
}
