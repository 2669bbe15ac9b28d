import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { subgraph as alerts } from '@alert-button/alerts/schema/index.ts';
import { subgraph as consulates } from '@alert-button/consulates/schema/index.ts';
import { subgraph as legalAid } from '@alert-button/legal-aid/schema/index.ts';
import { subgraph as people } from '@alert-button/people/schema/index.ts';
import { compose } from './compose.ts';
import type { SubgraphName } from './subgraphs.ts';

/*
 * Prints the contract from the code: one SDL per subgraph, the supergraph the gateway runs, and
 * the client's view. Run it after every change of a schema; a check wants no difference. Writes
 * beside this file, or into the folder that is given.
 */

const note = '# Generated from the code by schema/print.ts. Do not edit.\n\n';

const contracts: Record<SubgraphName, string> = {
  people: people.sdl,
  consulates: consulates.sdl,
  alerts: alerts.sdl,
  'legal-aid': legalAid.sdl,
};

const folder = process.argv[2] ?? import.meta.dirname;
const { supergraph, api } = compose(contracts);
const files = { ...contracts, supergraph, api };
for (const [name, sdl] of Object.entries(files)) {
  writeFileSync(join(folder, `${name}.graphql`), `${note}${sdl.trim()}\n`);
}
