import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, realpath, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

export const run = promisify(execFile);

const sdk = dirname(import.meta.dirname);
const name = '@alert-button/sdk';

/** The packed SDK in an application that has nothing else. */
export interface InstalledPackage extends AsyncDisposable {
  /** The file that would go to the registry. */
  readonly tarball: string;
  /** Of the application; the package is in its node_modules. */
  readonly folder: string;
}

/** Needs no network: what the SDK depends on is linked from here. */
export async function installPackage(): Promise<InstalledPackage> {
  // Outside of the project, so that nothing is found by accident.
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'alert-button-sdk-')));
  const packed = join(folder, 'packed');
  const target = join(folder, 'node_modules', name);
  await mkdir(target, { recursive: true });
  await run('pnpm', ['pack', '--pack-destination', packed], { cwd: sdk });
  const [file = ''] = await readdir(packed);
  const tarball = join(packed, file);
  await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', target]);

  const packageJson = createRequire(import.meta.url)(join(target, 'package.json')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  // The peer of graphql-ws, which package managers install with it.
  for (const dependency of [...Object.keys(packageJson.dependencies), 'graphql']) {
    const source = join(sdk, 'node_modules', dependency);
    await symlink(await realpath(source), join(folder, 'node_modules', dependency), 'junction');
  }
  return {
    tarball,
    folder,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
