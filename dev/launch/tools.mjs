import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './run.mjs';
import { say, SetupError } from './setup-error.mjs';

/** The Node that is fetched when the one on this machine is older than what the project needs. */
const nodeVersion = '24.21.0';
const neededMajor = 24;

/**
 * The programs everything else runs with: Node 24 (the machine's own when it is new enough) and
 * the pnpm that `package.json` pins. Both are plain binaries from npm, fetched into `.tools`
 * without running any install script: newer npm versions hold those back.
 */
export function describeTools(root) {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const pnpmVersion = packageManager.split('@')[1].split('+')[0];
  const modules = join(root, '.tools', 'node_modules');
  const extension = process.platform === 'win32' ? '.exe' : '';
  const pnpmPackage = `@pnpm/exe.${process.platform}-${process.arch}${isMusl() ? '-musl' : ''}`;
  const isFetched = realpathSync(process.execPath).startsWith(join(realpathSync(root), '.tools'));
  // Run by the Node that was fetched, the machine still needs it fetched.
  const ownNode = !isFetched && Number(process.versions.node.split('.')[0]) >= neededMajor;
  const nodeName = nodePackage();
  return {
    directory: join(root, '.tools'),
    node: ownNode ? process.execPath : join(modules, nodeName, 'bin', `node${extension}`),
    pnpm: join(modules, ...pnpmPackage.split('/'), `pnpm${extension}`),
    pnpmVersion,
    wanted: {
      ...(ownNode ? {} : { [nodeName]: nodeVersion }),
      [pnpmPackage]: pnpmVersion,
    },
  };
}

const stampOf = (tools) => join(tools.directory, 'installed.json');

/** Whether the last fetch was complete and of just these. */
export function hasTools(tools) {
  if (!existsSync(tools.node) || !existsSync(tools.pnpm) || !existsSync(stampOf(tools)))
    return false;
  return readFileSync(stampOf(tools), 'utf8') === JSON.stringify(tools.wanted);
}

export async function installTools(tools) {
  const packages = Object.entries(tools.wanted).map(([name, version]) => `${name}@${version}`);
  const isOwnNode = tools.node === process.execPath;
  say(
    isOwnNode
      ? `Fetching pnpm ${tools.pnpmVersion} …`
      : `Fetching Node ${nodeVersion} (this machine has ${process.versions.node}) and pnpm ${tools.pnpmVersion} …`,
  );
  const unusable = join(tools.directory, 'node_modules');
  rmSync(stampOf(tools), { force: true });
  rmSync(unusable, { recursive: true, force: true });
  const [command, ...first] = npmCommand();
  const flags = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const code = await run(
    command,
    [...first, 'install', '--prefix', tools.directory, ...flags, ...packages],
    { cwd: tools.directory, env: npmEnvironment(), shell: command === 'npm.cmd' },
  );
  if (code !== 0) {
    rmSync(unusable, { recursive: true, force: true });
    throw new SetupError(
      isOwnNode
        ? `fetching ${packages.join(' and ')} from npm failed (see above): check the network and try again`
        : `fetching ${packages.join(' and ')} from npm failed (see above): check the network, or install Node ${neededMajor} from https://nodejs.org, and try again`,
    );
  }
  for (const program of [tools.node, tools.pnpm]) {
    try {
      execFileSync(program, ['--version'], { stdio: 'ignore' });
    } catch {
      rmSync(unusable, { recursive: true, force: true });
      throw new SetupError(
        `${program} does not run on this machine: install Node ${neededMajor} or newer from https://nodejs.org and try again`,
      );
    }
  }
  writeFileSync(stampOf(tools), JSON.stringify(tools.wanted));
}

/** PATH with our own programs first. */
export function pathWith(tools) {
  const separator = process.platform === 'win32' ? ';' : ':';
  return [dirname(tools.node), dirname(tools.pnpm), process.env.PATH ?? ''].join(separator);
}

function npmCommand() {
  const running = process.env.npm_execpath ?? '';
  if (running.endsWith('npm-cli.js')) return [process.execPath, running];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
}

/** Settings that an outer `npm start` hands down are for that one, not for this install. */
function npmEnvironment() {
  const inherited = /^npm_(?:config_(?:prefix|local_prefix|global)|package_|lifecycle_)/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !inherited.test(name)));
}

function nodePackage() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const isAppleSilicon = process.platform === 'darwin' && process.arch === 'arm64';
  return `${isAppleSilicon ? 'node-bin' : 'node'}-${platform}-${process.arch}`;
}

function isMusl() {
  if (process.platform !== 'linux') return false;
  return process.report.getReport().header.glibcVersionRuntime === undefined;
}
