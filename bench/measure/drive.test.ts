import { expect, test } from '@jest/globals';
import { drive } from './drive.ts';

test('each client has one request under way, and every answer is counted once', async () => {
  const waiting = Array.from({ length: 40 }, (_, index) => index);
  let underWay = 0;
  let most = 0;
  const driven = await drive(
    { clients: 4, seconds: 60 },
    () => waiting.pop(),
    async (request) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      if (request % 10 === 0) throw new Error('refused');
    },
  );
  expect(most).toBe(4);
  expect(driven.answered).toHaveLength(36);
  expect(driven.failed).toBe(4);
});
