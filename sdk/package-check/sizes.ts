import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import type { InstalledPackage } from './install.ts';

/**
 * Of what a browser loads for an entry point with all it needs, minified and compressed. Half of it
 * is the text of operations, so who may do more has more.
 */
const maxKilobytes = {
  person: 12,
  organisation: 10,
  officer: 16,
  operator: 16,
  administrator: 16,
  follower: 10,
  texts: 10,
};

/** Which entry points grew beyond their limit; tells the size of each. */
export async function measureEntries({ folder }: InstalledPackage): Promise<string[]> {
  const faults: string[] = [];
  for (const [entry, limit] of Object.entries(maxKilobytes)) {
    const kilobytes = (await bundledBytes(folder, entry)) / 1000;
    const text = `${entry} ${kilobytes.toFixed(1)} of ${limit} kB`;
    console.log(`    ${text}`);
    if (kilobytes > limit) faults.push(text);
  }
  return faults;
}

async function bundledBytes(folder: string, entry: string): Promise<number> {
  const start = 'virtual:start';
  await using bundle = await rolldown({
    input: start,
    cwd: folder,
    platform: 'browser',
    plugins: [
      {
        name: 'start',
        resolveId: (id) => (id === start ? join(folder, 'start.js') : null),
        // Everything it has, since what it leaves unused a bundler would drop.
        load: (id) =>
          id === join(folder, 'start.js') ? `export * from '@alert-button/sdk/${entry}';` : null,
      },
    ],
  });
  const { output } = await bundle.generate({ format: 'esm', minify: true });
  return gzipSync(output.map((chunk) => ('code' in chunk ? chunk.code : '')).join('')).byteLength;
}
