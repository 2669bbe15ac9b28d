import { createWriteStream, type WriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDirectory } from '../make-directory.ts';
import { describeFileError } from '../start-error.ts';

/** One file of log lines per service; the ones of the start before are kept beside them. */
export class LogFiles {
  readonly directory: string;
  readonly #files = new Map<string, WriteStream>();

  private constructor(directory: string) {
    this.directory = directory;
  }

  static async open(directory: string, names: readonly string[]): Promise<LogFiles> {
    try {
      await makeDirectory(directory, 0o700);
      const logs = new LogFiles(directory);
      for (const name of names) {
        const file = join(directory, `${name}.log`);
        await rename(file, `${file}.previous`).catch(() => undefined);
        const stream = createWriteStream(file, { flags: 'a', mode: 0o600 });
        // A full disk must not end the services: what they do matters more than what they say.
        stream.on('error', () => undefined);
        logs.#files.set(name, stream);
      }
      return logs;
    } catch (error) {
      throw describeFileError(error, directory);
    }
  }

  write(name: string, line: string): void {
    this.#files.get(name)?.write(`${line}\n`);
  }

  async close(): Promise<void> {
    const streams = [...this.#files.values()];
    await Promise.all(streams.map((stream) => new Promise<void>((done) => stream.end(done))));
  }
}

/** Whether a line is one that the person at the terminal should see: an error, or a crash. */
export function isAlarming(line: string): boolean {
  try {
    const { level } = JSON.parse(line) as { level?: unknown };
    return typeof level === 'number' && level >= 50;
  } catch {
    return line.trim() !== '';
  }
}
