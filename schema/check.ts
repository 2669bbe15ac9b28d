import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { generate } from '@graphql-codegen/cli';
import config, { clientSchema } from '../codegen.ts';
import { subgraphNames } from './subgraphs.ts';

/*
 * Makes everything again that is generated and committed (the contract and its change log, the
 * typed client, the database clients) in a folder of its own, and names each file that would be
 * another today. It compares with what lies in the project, whatever Git thinks of it, and changes
 * nothing there.
 */

const root = dirname(import.meta.dirname);
/** Within the project, so that what is made finds the packages it imports. */
const made = join(root, 'node_modules', '.cache', `generated-${randomBytes(4).toString('hex')}`);

/** Runs a script with this Node. What it writes is shown only when it fails. */
function run(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: root,
      env: { ...process.env, ...env },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${relative(root, script)} failed:\n${output}`));
    });
  });
}

async function makeContract(): Promise<void> {
  await mkdir(join(made, 'schema'), { recursive: true });
  await run(join(root, 'schema', 'print.ts'), [join(made, 'schema')]);
}

/** From the contract just made, so that one change shows all it changes. */
async function makeSdk(): Promise<void> {
  const schema = [join(made, 'schema', 'api.graphql'), join(root, clientSchema)];
  const files = (await generate({ ...config, cwd: root, schema, silent: true }, false)) as {
    filename: string;
    content: string;
  }[];
  for (const { filename, content } of files) {
    const path = join(made, relative(root, resolve(root, filename)));
    await mkdir(dirname(path), { recursive: true });
    const form = config.hooks?.beforeOneFileWrite;
    const formed = typeof form === 'function' ? await form(filename, content) : content;
    await writeFile(path, formed as string);
  }
}

async function makeDatabaseClient(subgraph: string): Promise<void> {
  const schema = join('subgraphs', subgraph, 'prisma', 'schema.prisma');
  await mkdir(dirname(join(made, schema)), { recursive: true });
  await copyFile(join(root, schema), join(made, schema));
  const prisma = join(root, 'node_modules', 'prisma', 'build', 'index.js');
  await run(prisma, ['generate', '--schema', join(made, schema)], {
    // The client needs no engine; without this it would be downloaded.
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    CHECKPOINT_DISABLE: '1',
  });
}

/** Files below a folder as path → content; none when there is no such folder. */
async function filesOf(folder: string, isGenerated: (path: string) => boolean) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter(isGenerated);
  return new Map(
    await Promise.all(
      paths.map(async (path) => [path, await readFile(join(folder, path), 'utf8')] as const),
    ),
  );
}

async function differences(folder: string, isGenerated = (_path: string) => true) {
  const [now, then] = [
    await filesOf(join(made, folder), isGenerated),
    await filesOf(join(root, folder), isGenerated),
  ];
  return [...new Set([...now.keys(), ...then.keys()])]
    .filter((path) => now.get(path) !== then.get(path))
    .map((path) => {
      const kind = !then.has(path) ? 'is missing' : !now.has(path) ? 'is left over' : 'differs';
      return `${join(folder, path)} ${kind}`;
    });
}

try {
  await Promise.all([
    makeContract().then(makeSdk),
    // One after the other: two at once are no faster on a small machine.
    subgraphNames.reduce(
      (before, name) => before.then(() => makeDatabaseClient(name)),
      Promise.resolve(),
    ),
  ]);
  const found = [
    // What was released lies in a folder of its own and is never made again.
    await differences('schema', (path) => /^([^/]+\.graphql|CHANGELOG\.md)$/.test(path)),
    await differences(join('sdk', 'src', '_generated')),
    ...(await Promise.all(
      subgraphNames.map((name) => differences(join('subgraphs', name, 'src/store/_generated'))),
    )),
  ].flat();
  if (found.length > 0) {
    console.error('Generated files are not what they would be made today:');
    for (const line of found.toSorted()) console.error(`  ${line}`);
    console.error('CONTRIBUTING.md says how to make them again.');
    process.exitCode = 1;
  }
} finally {
  await rm(made, { recursive: true, force: true });
}
