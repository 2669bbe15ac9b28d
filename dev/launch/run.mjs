import { spawn } from 'node:child_process';

/** Runs a program on the terminal, not longer than this process; resolves with its exit code. */
export function run(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    const end = () => child.kill();
    process.once('exit', end);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      process.off('exit', end);
      resolve(signal === null ? code : 1);
    });
  });
}
