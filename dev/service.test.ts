import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { freePorts } from './ports.ts';
import { isAlive } from './postgres/run.ts';
import { readable, Service } from './service.ts';

/** A service as the real ones are to their supervisor: ready, drains on SIGTERM, ends when alone. */
const script = `
  import { createServer } from 'node:http';
  const server = createServer((request, response) => response.end(JSON.stringify(process.env)));
  server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('Listening'));
  if (process.env.DEAF) process.on('SIGTERM', () => undefined);
  else process.on('SIGTERM', () => process.exit(0));
  process.on('disconnect', () => process.exit(0));
`;

let directory: string;
let entry: string;
let port: number;
let service: Service | undefined;
let exits: string[];
let lines: string[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'alert-button-service-'));
  entry = join(directory, 'service.mjs');
  await writeFile(entry, script);
  [port] = (await freePorts(1)) as [number];
  exits = [];
  lines = [];
});

afterEach(async () => {
  await service?.stop('SIGKILL');
  await rm(directory, { recursive: true, force: true });
});

function create(environment: Record<string, string> = {}): Service {
  return (service = new Service({
    name: 'example',
    entry,
    environment: { PORT: String(port), ...environment },
    readyUrl: `http://127.0.0.1:${port}/readyz`,
    onLine: (line) => lines.push(line),
    onUnexpectedExit: (reason) => exits.push(reason),
  }));
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise(setImmediate);
}

describe('a service', () => {
  test('is started when it answers, and is gone when it has been stopped', async () => {
    const example = create();
    await example.start();
    const pid = example.pid as number;
    await fetch(`http://127.0.0.1:${port}/`);
    await example.stop();
    expect(isAlive(pid)).toBe(false);
    expect({ exits, lines }).toEqual({ exits: [], lines: ['Listening'] });
  });

  test('gets the environment meant for it and none of ours', async () => {
    process.env['SOMEBODY_ELSES_SECRET'] = 'secret';
    await create({ OWN: 'value' }).start();
    delete process.env['SOMEBODY_ELSES_SECRET'];
    const seen = (await (await fetch(`http://127.0.0.1:${port}/`)).json()) as object;
    expect(seen).toMatchObject({ OWN: 'value', PORT: String(port) });
    expect(seen).not.toHaveProperty('SOMEBODY_ELSES_SECRET');
  });

  test('comes back at the same address after being killed', async () => {
    const example = create();
    await example.start();
    const before = example.pid;
    await example.restart('SIGKILL');
    expect(example.pid).not.toBe(before);
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
    expect(exits).toEqual([]);
  });

  test('that ends on its own is reported', async () => {
    const example = create();
    await example.start();
    process.kill(example.pid as number, 'SIGKILL');
    await until(() => exits.length > 0);
    expect(exits).toEqual(['SIGKILL']);
  });

  test('that fails to start says why', async () => {
    await writeFile(entry, `throw new RangeError('no such desk')`);
    await expect(create().start()).rejects.toThrow(
      'example ended while starting: RangeError: no such desk',
    );
    expect(exits).toEqual([]);
  });

  test('ends when its supervisor is killed', async () => {
    const supervisor = join(directory, 'supervisor.mjs');
    await writeFile(
      supervisor,
      `import { Service } from ${JSON.stringify(new URL('./service.ts', import.meta.url).href)};
      const service = new Service({
        name: 'example', entry: ${JSON.stringify(entry)},
        environment: { PORT: '${port}', DEAF: 'yes' },
        readyUrl: 'http://127.0.0.1:${port}/readyz',
        onLine: () => undefined, onUnexpectedExit: () => undefined,
      });
      await service.start();
      console.log(service.pid);`,
    );
    const child = spawn(process.execPath, [supervisor], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [output] = (await once(child.stdout, 'data')) as [Buffer];
    const pid = Number(output.toString());
    expect(isAlive(pid)).toBe(true);
    child.kill('SIGKILL');
    await until(() => !isAlive(pid));
  });
});

describe('readable', () => {
  test.each([
    [
      '{"level":50,"msg":"Could not start","error":{"name":"Error","code":"EADDRINUSE"}}',
      'Could not start (Error EADDRINUSE)',
    ],
    ['{"level":30,"msg":"Listening","port":4000}', 'Listening'],
    ['  plain words ', 'plain words'],
  ])('says %s as a person would', (line, words) => {
    expect(readable(line)).toBe(words);
  });
});
