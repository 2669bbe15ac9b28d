import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { projectRoot } from '@alert-button/dev/paths.ts';
import { openWorkshop } from '../mutants/workshop.ts';

const run = promisify(execFile);
const releaseFile = 'schema/released/release.json';

/** A copy of the project as it was at an earlier release. */
export interface PreviousRelease extends AsyncDisposable {
  readonly root: string;
  /** What it was taken from. */
  readonly ref: string;
}

const git = async (...args: string[]): Promise<string> =>
  (await run('git', args, { cwd: projectRoot })).stdout.trim();

/** The commit of the last release before what stands here. */
async function lastRelease(): Promise<string | undefined> {
  const releases = await git('log', '-2', '--format=%H', '--', releaseFile);
  const [last, before] = releases.split('\n').filter((line) => line !== '');
  // A release that has just been made is what stands here.
  return last === (await git('rev-parse', 'HEAD')) ? before : last;
}

/**
 * The release before as a copy of its own, with the packages that are installed here.
 *
 * @param ref a commit, tag or branch to take instead.
 * @returns undefined where the history does not hold it, as in a shallow clone or an archive.
 */
export async function openPrevious(ref?: string): Promise<PreviousRelease | undefined> {
  try {
    const commit = ref ?? (await lastRelease());
    if (commit === undefined) return undefined;
    await git('cat-file', '-e', `${commit}^{tree}`);
    const workshop = await openWorkshop(commit);
    return {
      root: workshop.root,
      ref: commit,
      [Symbol.asyncDispose]: () => workshop[Symbol.asyncDispose](),
    };
  } catch (error) {
    if (ref !== undefined) throw error;
    return undefined;
  }
}
