import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** More than a process needs to notice that its clock was set. */
const noticedMilliseconds = 250;

/** The wall clock of one process, which can be set wrong while it runs. */
export interface Clock {
  /** What the process needs in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Sets it wrong by so many seconds; 0 sets it right. */
  shift(seconds: number): Promise<void>;
}

export function createClock(directory: string, name: string): Clock {
  const file = join(directory, `${name}.clock`);
  const loader = new URL('./shifted-clock.ts', import.meta.url).href;
  return {
    environment: { NODE_OPTIONS: `--import=${loader}`, CLOCK_FILE: file },
    async shift(seconds) {
      await writeFile(file, String(seconds));
      await delay(noticedMilliseconds);
    },
  };
}
