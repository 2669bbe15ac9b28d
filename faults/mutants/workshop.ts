import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '@alert-button/dev/paths.ts';

const run = promisify(execFile);

/** A copy of the project, in which code may be broken. */
export interface Workshop extends AsyncDisposable {
  readonly root: string;
  /** Applies a patch of this folder. */
  apply(patch: string): Promise<void>;
}

const filesOfProject = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];

/** Folders that have packages of their own. */
async function foldersWithPackages(): Promise<readonly string[]> {
  const manifests = ['ls-files', '-z', '*/package.json'];
  const { stdout } = await run('git', manifests, { cwd: projectRoot });
  return stdout.split('\0').flatMap((file) => (file === '' ? [] : [dirname(file)]));
}

/** The installed packages are shared; what stands in the workspace is the copy's own. */
async function copyPackages(root: string): Promise<void> {
  const names = await foldersWithPackages();
  await symlink(join(projectRoot, 'node_modules'), join(root, 'node_modules'), 'dir');
  for (const name of names) {
    const from = join(projectRoot, name, 'node_modules');
    await cp(from, join(root, name, 'node_modules'), {
      recursive: true,
      verbatimSymlinks: true,
    }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
  }
}

/** What an earlier release has a package of in one folder, and this one in another. */
async function linkMovedPackages(root: string): Promise<void> {
  const names = await foldersWithPackages();
  for (const name of names) {
    const manifest = await readFile(join(root, name, 'package.json'), 'utf8').catch(() => '{}');
    const { dependencies = {} } = JSON.parse(manifest) as { dependencies?: object };
    for (const dependency of Object.keys(dependencies)) {
      const wanted = join(root, name, 'node_modules', dependency);
      const found = names
        .map((other) => join(projectRoot, other, 'node_modules', dependency))
        .find((path) => existsSync(path));
      if (existsSync(wanted) || found === undefined) continue;
      await mkdir(dirname(wanted), { recursive: true });
      await symlink(await realpath(found), wanted, 'dir');
    }
  }
}

async function copyPresent(root: string): Promise<void> {
  const { stdout } = await run('git', filesOfProject, { cwd: projectRoot, maxBuffer: 1 << 24 });
  for (const file of stdout.split('\0').filter((name) => name !== '')) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await cp(join(projectRoot, file), join(root, file));
  }
}

async function copyCommit(root: string, commit: string): Promise<void> {
  const archive = join(root, 'project.tar');
  await run('git', ['archive', '--format=tar', `--output=${archive}`, commit], {
    cwd: projectRoot,
  });
  await run('tar', ['-xf', archive, '-C', root]);
  await rm(archive);
}

/** @param commit the project as it was then; default: as it stands here. */
export async function openWorkshop(commit?: string): Promise<Workshop> {
  const root = await mkdtemp(join(tmpdir(), 'alert-button-mutant-'));
  try {
    await (commit === undefined ? copyPresent(root) : copyCommit(root, commit));
    await copyPackages(root);
    await linkMovedPackages(root);
  } catch (error) {
    await rm(root, { recursive: true, force: true });
    throw error;
  }
  return {
    root,
    async apply(patch) {
      await run('git', ['apply', join(import.meta.dirname, patch)], { cwd: root });
    },
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}
