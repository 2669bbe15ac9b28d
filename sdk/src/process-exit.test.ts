import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startTestService, until, type TestService } from './testing/test-service.ts';

let service: TestService;

beforeEach(async () => {
  service = await startTestService();
});

afterEach(async () => service[Symbol.asyncDispose]());

const program = (url: string, ending: string) => `
  import { createFollowerClient } from ${JSON.stringify(new URL('follower.ts', import.meta.url).href)};
  import { testFeed, testQuery } from ${JSON.stringify(new URL('testing/test-operations.ts', import.meta.url).href)};
  const stop = new AbortController();
  const client = createFollowerClient({ url: ${JSON.stringify(url)} });
  await client.request(testQuery, {});
  const feed = client.feed(testFeed, {}, { signal: stop.signal });
  for await (const item of feed) { ${ending} }
  console.log('done');
`;

test.each([
  ['closing the client', 'client.close();'],
  ['aborting the feed', 'stop.abort();'],
  ['leaving the loop', 'break;'],
])('%s leaves nothing behind that keeps a process alive', async (_name, ending) => {
  const child = spawn(
    process.execPath,
    ['--no-warnings', '--input-type=module', '--eval', program(service.url, ending)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  await until(() => service.feed.openStreams() === 1);
  service.feed.publish();
  const [code] = (await once(child, 'exit')) as [number | null];
  expect({ code, output }).toEqual({ code: 0, output: 'done\n' });
});
