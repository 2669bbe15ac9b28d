import { EnvironmentError, type Environment } from './env.ts';

/**
 * A place at which a test can end this process as a power cut would: with FAIL_POINT naming the
 * place, SIGUSR2 arms it, and whoever passes it next does not come back. Refused in production.
 *
 * @returns what to call at the place; it does nothing as long as nobody has armed it.
 */
export function createFailPoint(env: Environment, name: string): () => void {
  const isSet = env.text('FAIL_POINT', '') === name;
  if (isSet && env.isProduction) throw new EnvironmentError('FAIL_POINT is for tests alone');
  let isArmed = false;
  if (isSet) process.once('SIGUSR2', () => (isArmed = true));
  return () => {
    if (isArmed) process.kill(process.pid, 'SIGKILL');
  };
}
