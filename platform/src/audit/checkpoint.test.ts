import { generateKeyPairSync } from 'node:crypto';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { JWK } from 'jose';
import { appendCheckpoint, readCheckpoints, signCheckpoint } from './checkpoint.ts';

let directory: string;
let file: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'alert-button-checkpoint-'));
  file = join(directory, 'checkpoints.jsonl');
});

afterEach(() => rm(directory, { recursive: true }));

const newKey = (kid: string): JWK => ({
  ...(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as JWK),
  kid,
});
const checkpointAt = (position: number) => ({
  subgraph: 'alerts',
  position,
  hash: 'ab'.repeat(32),
  at: '2026-11-21T12:00:00.000Z',
});

test('a file that is not there has no checkpoints', async () => {
  expect(await readCheckpoints(file)).toEqual({ checkpoints: [], refused: [] });
});

test('what several write at once is all there', async () => {
  await Promise.all(
    Array.from({ length: 50 }, (_, index) => appendCheckpoint(file, checkpointAt(index))),
  );
  const { checkpoints } = await readCheckpoints(file);
  expect(checkpoints.map(({ position }) => position).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 50 }, (_, index) => index),
  );
});

test('a line that was never finished spoils only itself', async () => {
  await appendCheckpoint(file, checkpointAt(1));
  await appendFile(file, '{"subgraph":"ale');
  await appendCheckpoint(file, checkpointAt(2));
  expect(await readCheckpoints(file)).toEqual({
    checkpoints: [
      { ...checkpointAt(1), line: 1 },
      { ...checkpointAt(2), line: 3 },
    ],
    refused: [{ line: 2, reason: 'UNREADABLE' }],
  });
});

test('a signature covers every fact, and its key may be one of several', async () => {
  const [old, current] = [newKey('audit-1'), newKey('audit-2')];
  const signed = signCheckpoint(checkpointAt(7), current);
  await appendCheckpoint(file, signed);
  await appendCheckpoint(file, { ...signed, subgraph: 'people' });
  await appendCheckpoint(file, { ...signed, position: 6 });
  await appendCheckpoint(file, { ...signed, hash: 'cd'.repeat(32) });
  await appendCheckpoint(file, { ...signed, at: '2026-11-21T12:00:00.001Z' });
  await appendCheckpoint(file, signCheckpoint(checkpointAt(8), newKey('audit-2')));
  const { checkpoints, refused } = await readCheckpoints(file, [old, current]);
  expect(checkpoints).toMatchObject([{ position: 7, line: 1 }]);
  expect(refused).toEqual([2, 3, 4, 5, 6].map((line) => ({ line, reason: 'WRONG_SIGNATURE' })));
});
