import { inspect } from 'node:util';

/** A reason why the local system cannot run that its user can mend: shown as one line, no stack. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/**
 * Turns a failure to use `path` into a sentence about it; everything that is not a matter of the
 * file system is rethrown as it is.
 */
export function describeFileError(error: unknown, path: string): StartError {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const reasons: Record<string, string> = {
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    ENOENT: 'nothing can be created there',
    EROFS: 'the file system is read-only',
    ENOSPC: 'the disk is full',
    EDQUOT: 'the disk quota is used up',
    ENOTDIR: 'a part of the path is not a directory',
    EEXIST: 'a file of that name is in the way',
    ENAMETOOLONG: 'the path is too long',
  };
  const reason = reasons[code];
  if (reason === undefined) throw error;
  return new StartError(
    `Cannot use ${path}: ${reason}. Mend it, or choose another place with ALERT_BUTTON_DATA.`,
  );
}

/**
 * Ends the process because of `error`: one line when its user can mend it, the whole error when
 * it is a fault of ours, with `hint` after it.
 */
export function reportAndExit(error: unknown, hint = ''): never {
  const isExpected =
    error instanceof StartError || (error instanceof Error && error.name === 'DatabaseError');
  if (isExpected) process.stderr.write(`\nalert-button: ${error.message}\n`);
  else process.stderr.write(`\nalert-button: ${inspect(error)}\n${hint}\n`);
  process.exit(1);
}
