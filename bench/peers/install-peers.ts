import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Fetches what the bench compares with, once, as its lockfile says. Some 800 MB that nobody needs
 * who only runs or tests the product.
 */
export async function installPeers(): Promise<void> {
  const cwd = import.meta.dirname;
  if (existsSync(join(cwd, 'node_modules', 'postgraphile'))) return;
  console.log('  Fetching PostGraphile and Hive Gateway, to compare with …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const child = spawn(npm, ['ci', ...flags], { cwd, stdio: 'inherit', shell: npm === 'npm.cmd' });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error('npm could not fetch the peers (see above)');
}
