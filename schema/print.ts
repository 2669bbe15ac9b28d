import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeContracts, contracts } from './contracts.ts';

/*
 * Prints the contract from the code: one SDL per subgraph, the supergraph the gateway runs, and
 * the client's view. Run it after every change of a schema; a check wants no difference. Writes
 * beside this file, or into the folder that is given.
 */

const note = '# Generated from the code by schema/print.ts. Do not edit.\n\n';

const folder = process.argv[2] ?? import.meta.dirname;
const files = { ...contracts, ...composeContracts() };
for (const [name, sdl] of Object.entries(files)) {
  writeFileSync(join(folder, `${name}.graphql`), `${note}${sdl.trim()}\n`);
}
