import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { createInterface } from 'node:readline';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { compileCache, projectRoot } from './paths.ts';
import { StartError } from './start-error.ts';

export interface ServiceOptions {
  readonly name: string;
  /** File that Node runs, from the project's root. */
  readonly entry: string;
  /** Root of the project it is taken from; asked at each start. Default: this one. */
  readonly root?: () => string;
  /** Its whole environment, but for what any program needs (PATH and the like). */
  readonly environment: Readonly<Record<string, string>>;
  /** Answers 200 when the service can do its work. */
  readonly readyUrl: string;
  /** Gets every line the process writes. */
  readonly onLine: (line: string) => void;
  /** Called when the process ends although it was ready and nobody asked it to. */
  readonly onUnexpectedExit: (reason: string) => void;
}

const readyWithinMilliseconds = 60_000;
/** More than a service allows itself for closing. */
const stopWithinMilliseconds = 25_000;

/**
 * One process of the local system. It runs in a process group of its own, so that Ctrl-C in a
 * terminal reaches only the supervisor, and is tied to the supervisor by a channel: when that one
 * is killed, the channel closes and the service ends by itself.
 */
export class Service {
  readonly #options: ServiceOptions;
  #child: ChildProcess | undefined;
  #lastLine = '';
  /** Ready, and nobody has asked it to end. */
  #isServing = false;

  constructor(options: ServiceOptions) {
    this.#options = options;
  }

  get name(): string {
    return this.#options.name;
  }

  /** Process number while it runs. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /**
   * Starts the process and waits until it is ready.
   *
   * @throws StartError when it ends before, or is not ready in time; it does not run then.
   */
  async start(): Promise<void> {
    if (this.#child !== undefined) throw new Error(`${this.name} runs already`);
    const child = this.#spawn();
    const abort = new AbortController();
    const ended = once(child, 'exit', { signal: abort.signal }).then(() => 'ended' as const);
    ended.catch(() => undefined);
    try {
      const outcome = await Promise.race([ended, this.#waitUntilReady(abort.signal)]);
      if (outcome === 'ready') {
        this.#isServing = true;
        return;
      }
      const why = this.#lastLine === '' ? '' : `: ${this.#lastLine}`;
      const how = outcome === 'ended' ? 'ended while starting' : 'did not become ready in time';
      await this.stop('SIGKILL');
      throw new StartError(`${this.name} ${how}${why}`);
    } finally {
      abort.abort();
    }
  }

  /** Ends the process and waits for that; asks politely unless `signal` says otherwise. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    this.#isServing = false;
    const child = this.#child;
    if (child === undefined) return;
    const fuse = setTimeout(() => child.kill('SIGKILL'), stopWithinMilliseconds);
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
    clearTimeout(fuse);
  }

  /** Stops and starts it again, at the same address. */
  async restart(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    await this.stop(signal);
    await this.start();
  }

  #spawn(): ChildProcess {
    const { entry, environment, onLine, onUnexpectedExit, name } = this.#options;
    const cwd = this.#options.root?.() ?? projectRoot;
    const child = spawn(process.execPath, [resolve(cwd, entry)], {
      cwd,
      detached: process.platform !== 'win32',
      env: { ...basicEnvironment(), NODE_COMPILE_CACHE: compileCache, ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    this.#lastLine = '';
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on('line', (line) => {
        this.#remember(line);
        onLine(line);
      });
    }
    child.once('exit', (code, signal) => {
      this.#child = undefined;
      if (!this.#isServing) return;
      this.#isServing = false;
      onUnexpectedExit(signal === null ? `code ${code}` : signal);
    });
    child.once('error', (error) => onLine(`${name}: ${error.message}`));
    return child;
  }

  /** Keeps the line that best tells why the process ended: an error, else the last one. */
  #remember(line: string): void {
    if (line.trim() === '' || /^\w*Error\b/.test(this.#lastLine)) return;
    this.#lastLine = readable(line);
  }

  async #waitUntilReady(signal: AbortSignal): Promise<'ready' | 'late' | 'ended'> {
    const deadline = Date.now() + readyWithinMilliseconds;
    while (Date.now() < deadline) {
      if (signal.aborted) return 'ended';
      if (await answersReady(this.#options.readyUrl)) return 'ready';
      await delay(100);
    }
    return 'late';
  }
}

/** By `node:http`: asked ten times a second for each service, `fetch` would slow the start down. */
function answersReady(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: 2000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(false));
    request.once('close', () => resolve(false));
  });
}

/** A structured log line as a person would say it; any other line as it is. */
export function readable(line: string): string {
  try {
    const { msg, code, error } = JSON.parse(line) as {
      msg?: string;
      code?: string;
      error?: { name?: string; code?: string };
    };
    const detail = [code, error?.name, error?.code].filter((part) => part !== undefined);
    return [msg ?? line, ...(detail.length === 0 ? [] : [`(${detail.join(' ')})`])].join(' ');
  } catch {
    return line.trim();
  }
}

/** What Node and the system need; secrets of the caller's shell stay there. */
function basicEnvironment(): Record<string, string> {
  const names = ['PATH', 'TZ', 'LANG', 'TMPDIR', 'TEMP', 'SystemRoot'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
