import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { texterId } from './texter-id.ts';

const key = { id: 'one', secret: randomBytes(32) };

test('the same number is the same UUID, and under another key another', () => {
  const id = texterId(key, '+12815550100');
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(texterId(key, '+12815550100')).toBe(id);
  expect(texterId(key, '+12815550101')).not.toBe(id);
  expect(texterId({ ...key, secret: randomBytes(32) }, '+12815550100')).not.toBe(id);
});
