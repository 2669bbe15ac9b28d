import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';
import { say, SetupError } from './setup-error.mjs';
import { pathWith } from './tools.mjs';

const stampOf = (root) => join(root, 'node_modules', '.alert-button-installed');
/** npm leaves this when it has rearranged node_modules its own way. */
const npmMark = (root) => join(root, 'node_modules', '.package-lock.json');

/** Whether the last install was complete and of just these package files. */
export function hasPackages(root) {
  if (existsSync(npmMark(root)) || !existsSync(stampOf(root))) return false;
  return readFileSync(stampOf(root), 'utf8') === fingerprint(root);
}

export async function installPackages(root, tools) {
  say('Installing packages …');
  // pnpm would keep what npm has put there, under other names.
  if (existsSync(npmMark(root))) rmSync(join(root, 'node_modules'), { recursive: true });
  rmSync(stampOf(root), { force: true });
  const wanted = fingerprint(root);
  const code = await run(
    tools.pnpm,
    ['install', '--frozen-lockfile', '--config.confirmModulesPurge=false'],
    {
      cwd: root,
      env: {
        ...process.env,
        PATH: pathWith(tools),
        // This is the pinned pnpm already; looking for another one would need the network.
        pnpm_config_pm_on_fail: 'ignore',
      },
    },
  );
  if (code !== 0) {
    throw new SetupError('installing the packages failed (see above): mend that and try again');
  }
  writeFileSync(stampOf(root), wanted);
}

/** Changes with everything that decides what is installed, and with where it is installed for. */
function fingerprint(root) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  const files = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json'];
  for (const folder of workspaceFolders(root)) files.push(join(folder, 'package.json'));
  for (const file of files) {
    const path = join(root, file);
    if (existsSync(path)) hash.update(`${file}\n`).update(readFileSync(path));
  }
  return hash.digest('hex');
}

/** The `packages:` list of pnpm-workspace.yaml: plain folders, or all folders in one (`a/*`). */
function workspaceFolders(root) {
  const lines = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8').split('\n');
  const begin = lines.findIndex((line) => line.startsWith('packages:')) + 1;
  const folders = [];
  for (const line of lines.slice(begin)) {
    const item = /^\s+-\s+['"]?([^'"\s]+)/.exec(line)?.[1];
    if (item === undefined) break;
    if (!item.endsWith('/*')) folders.push(item);
    else if (existsSync(join(root, item.slice(0, -2)))) {
      const parent = item.slice(0, -2);
      folders.push(
        ...readdirSync(join(root, parent))
          .sort()
          .map((name) => join(parent, name)),
      );
    }
  }
  return folders;
}
