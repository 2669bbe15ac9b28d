import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { once } from 'node:events';
import { expect, test } from '@jest/globals';

const module = new URL('run-service.ts', import.meta.url).href;

/** A service that opens something and waits. */
function start() {
  const source = `
    import { runService } from '${module}';
    await runService('waiting', async ({ log, closing }) => {
      const timer = setInterval(() => undefined, 1000);
      closing.defer(() => clearInterval(timer));
      log.info('Listening');
    });`;
  const service = spawn(process.execPath, ['--input-type=module-typescript', '--eval', source], {
    env: { NODE_OPTIONS: '--disable-warning=ExperimentalWarning' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  return { service, stdout: service.stdout as Readable, stderr: service.stderr as Readable };
}

test('a service ends by itself when its parent is gone, with nobody left to read its log', async () => {
  // The log once tried for ever to write its last line, in about one exit of ten.
  const services = Array.from({ length: 8 }, start);
  await Promise.all(services.map(({ stdout }) => once(stdout, 'data')));
  const exits = services.map(async ({ service, stdout, stderr }) => {
    const exit = once(service, 'exit');
    stdout.destroy();
    stderr.destroy();
    service.disconnect();
    return (await exit)[0] as number | null;
  });
  expect(await Promise.all(exits)).toEqual(services.map(() => 0));
});

test('SIGTERM closes what was opened and ends with 0', async () => {
  const { service, stdout } = start();
  await once(stdout, 'data');
  const exit = once(service, 'exit');
  service.kill('SIGTERM');
  expect(await exit).toEqual([0, null]);
});
