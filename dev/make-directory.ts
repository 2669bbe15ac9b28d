import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a directory and those above it that are missing. Node's own `recursive` never returns
 * where the system answers "no such file" although the parent is there, as in /proc.
 */
export async function makeDirectory(path: string, mode = 0o755): Promise<void> {
  try {
    await mkdir(path, { mode });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return;
    if (code !== 'ENOENT' || (await stat(dirname(path)).catch(() => undefined))) throw error;
    await makeDirectory(dirname(path), mode);
    await mkdir(path, { mode });
  }
}
