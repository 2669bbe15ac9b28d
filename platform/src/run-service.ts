import { Environment, EnvironmentError } from './env.ts';
import { createLog, type Log } from './log.ts';

export interface ServiceStart {
  readonly env: Environment;
  readonly log: Log;
  /** Whoever opens something registers its closing here, on the spot; closed last in, first out. */
  readonly closing: AsyncDisposableStack;
}

/** Longest time a service may take to close; after it the process ends anyway. */
const closeWithinMilliseconds = 20_000;

/**
 * Runs one process: starts it, waits for a signal (or for its parent to disappear, so that
 * nothing is left behind by a killed supervisor), closes what was opened, and exits.
 */
export async function runService(
  name: string,
  start: (service: ServiceStart) => Promise<void>,
): Promise<void> {
  const env = new Environment();
  const log = createLog(name, env.text('LOG_LEVEL', 'info'));
  const closing = new AsyncDisposableStack();
  let isClosing = false;

  const close = async (signal: string) => {
    if (isClosing) return;
    isClosing = true;
    log.info('Closing', { signal });
    const fuse = setTimeout(() => process.exit(1), closeWithinMilliseconds);
    fuse.unref();
    try {
      await closing.disposeAsync();
      process.exit(0);
    } catch (error) {
      log.error('Could not close cleanly', { error });
      process.exit(1);
    }
  };
  process.once('SIGTERM', () => void close('SIGTERM'));
  process.once('SIGINT', () => void close('SIGINT'));
  process.once('disconnect', () => void close('disconnect'));
  process.on('unhandledRejection', (error) => log.error('Unhandled rejection', { error }));

  try {
    await start({ env, log, closing });
  } catch (error) {
    if (error instanceof EnvironmentError) process.stderr.write(`${name}: ${error.message}\n`);
    else log.error('Could not start', { error });
    process.exit(1);
  }
}
