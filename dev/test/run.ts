import { spawn } from 'node:child_process';
import { projectRoot } from '../paths.ts';

/** The tests were stopped from outside; there is no result. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/**
 * Runs a script with this Node, on the terminal, and passes signals on to it.
 *
 * @returns its exit code; 1 when something ended it.
 * @throws Interrupted when whoever runs the tests has stopped it.
 */
export function runScript(nodeOptions: readonly string[], command: readonly string[]) {
  return new Promise<number>((resolve, reject) => {
    const child = spawn(process.execPath, [...nodeOptions, ...command], {
      cwd: projectRoot,
      stdio: 'inherit',
      env: { ...process.env, NODE_ENV: 'test' },
    });
    const passOn = (signal: NodeJS.Signals) => void child.kill(signal);
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
    for (const signal of signals) process.on(signal, passOn);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      for (const name of signals) process.off(name, passOn);
      // Whoever interrupts the tests means all of them.
      if (signals.some((name) => name === signal) || code === 130) reject(new Interrupted());
      else resolve(code ?? 1);
    });
  });
}
