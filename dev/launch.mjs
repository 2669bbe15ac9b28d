/*
 * What `npm start`, `npm test`, `npm run demo` and `npm run admin` call. It needs nothing but
 * Node 20 and npm, and is plain JavaScript for that reason: it fetches the Node and the pnpm the
 * project runs with, installs the packages, and hands over to dev/<command>.ts. Everything that is
 * there already is left alone, so a second start gets here within milliseconds and without a
 * network.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './launch/lock.mjs';
import { hasPackages, installPackages } from './launch/packages.mjs';
import { SetupError } from './launch/setup-error.mjs';
import { describeTools, hasTools, installTools, pathWith } from './launch/tools.mjs';

const commands = {
  start: 'npm start             the whole system; PORT, DATABASE_URL, ALERT_BUTTON_DATA change it',
  test: 'npm test              every check and test; -- <path> for some of them',
  'test-faults': 'npm run test:faults   breaks the running system and looks for what was lost',
  demo: 'npm run demo          people press beside a running system',
  admin: 'npm run admin         administration; -- help lists the acts',
  officer: 'node dev/launch.mjs officer <client>   how to fetch that officer’s token',
  'audit-verify': 'npm run audit:verify  checks the audit trails',
  bench: 'npm run bench         measures, beside a floor and a peer',
};
const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

async function main([command, ...args]) {
  if (!Object.hasOwn(commands, command ?? '')) {
    throw new SetupError(`node dev/launch.mjs ${Object.keys(commands).join('|')} [arguments]`);
  }
  if (command !== 'admin' && args.includes('--help')) {
    process.stdout.write(`${Object.values(commands).join('\n')}\n`);
    return 0;
  }
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new SetupError(`Node 20 or newer is needed; this is ${process.versions.node}`);
  }
  const tools = describeTools(root);
  if (!hasTools(tools) || !hasPackages(root)) {
    await withLock(join(tools.directory, 'lock'), async () => {
      if (!hasTools(tools)) await installTools(tools);
      if (!hasPackages(root)) await installPackages(root, tools);
    });
  }
  return handOver(tools, command, args);
}

/**
 * The command runs in a session of its own, so that Ctrl-C reaches it once, from here, and not
 * again from the terminal. Should this process be killed, the channel between the two closes and
 * the command stops as if asked to.
 */
function handOver(tools, command, args) {
  const child = spawn(tools.node, [join(root, 'dev', `${command}.ts`), ...args], {
    cwd: root,
    detached: process.platform !== 'win32',
    env: {
      ...process.env,
      PATH: pathWith(tools),
      pnpm_config_pm_on_fail: 'ignore',
      // Compiled code is kept, for the next start; the tests are better off without.
      ...(command === 'test'
        ? {}
        : { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compile') }),
    },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => {
    // Before the hand-over there is nothing to stop in order; afterwards its own handler decides.
    if (process.listenerCount(signal) === 0) process.exit(130);
  });
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof SetupError) process.stderr.write(`alert-button: ${error.message}\n`);
  else if (error?.code === 'EACCES' || error?.code === 'EROFS' || error?.code === 'ENOSPC') {
    process.stderr.write(`alert-button: cannot write here: ${error.message}\n`);
  } else process.stderr.write(`alert-button: ${error?.stack ?? error}\n`);
  process.exitCode = 1;
}
