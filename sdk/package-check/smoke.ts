import { access, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { run, type InstalledPackage } from './install.ts';

const entries = {
  person: 'enrol',
  organisation: 'createOrganisationClient',
  officer: 'createOfficerClient',
  operator: 'createOperatorClient',
  administrator: 'createAdministratorClient',
  follower: 'createFollowerClient',
  texts: 'createTextsClient',
};

/**
 * Uses every entry point where no service is: what is thrown must be of the class that the root
 * gives, or applications could not tell failures apart.
 */
const program = `
  const { TransportError } = sdk[''];
  const options = {
    url: 'http://127.0.0.1:9/graphql',
    credential: { authorization: async () => 'Bearer x' },
    backoff: { firstMilliseconds: 1, capMilliseconds: 1 },
  };
  const failures = [
    sdk.person.enrol(options),
    ...Object.entries(sdk).filter(([entry]) => entry !== '' && entry !== 'person').map(
      ([entry, { [makers[entry]]: make }]) => make(options).desks({}, { maxAttempts: 1 }),
    ),
  ].map((failing) => failing.then(
    () => Promise.reject(new Error('There is no service')),
    (error) => { if (!(error instanceof TransportError)) throw error; },
  ));
  Promise.all(failures).catch((error) => { console.error(error); process.exit(1); });
`;

const names = ['', ...Object.keys(entries)];
const address = (entry: string) => `@alert-button/sdk${entry === '' ? '' : `/${entry}`}`;
const makers = `const makers = ${JSON.stringify(entries)};`;
const asModule = [
  ...names.map((entry, index) => `import * as entry${index} from '${address(entry)}';`),
  makers,
  `const sdk = { ${names.map((entry, index) => `'${entry}': entry${index}`).join(', ')} };`,
  program,
].join('\n');
const asCommonJs = [
  makers,
  `const sdk = { ${names.map((entry) => `'${entry}': require('${address(entry)}')`).join(', ')} };`,
  program,
].join('\n');

/** Runs it as ESM and as CommonJS, by every Node of 20 and later that is at hand. */
export async function runSmokeTests({ folder }: InstalledPackage): Promise<string[]> {
  const files = { 'smoke.mjs': asModule, 'smoke.cjs': asCommonJs };
  const faults: string[] = [];
  for (const [file, text] of Object.entries(files)) {
    await writeFile(join(folder, file), text);
    for (const [version, node] of await findNodes()) {
      await run(node, [file], { cwd: folder, timeout: 30_000 }).catch((error: unknown) =>
        faults.push(`${file} by Node ${version}: ${String(error)}`),
      );
    }
  }
  return faults;
}

/** By version: this one, and those that the person's own shell would find. */
async function findNodes(): Promise<ReadonlyMap<string, string>> {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = new Map([[process.versions.node, process.execPath]]);
  for (const path of folders.map((folder) => join(folder, 'node'))) {
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (!isThere) continue;
    const { stdout } = await run(path, ['--version']).catch(() => ({ stdout: '' }));
    const version = stdout.trim().replace(/^v/, '');
    if (Number.parseInt(version) >= 20 && !found.has(version)) found.set(version, path);
  }
  return found;
}
