import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeContracts, contracts } from './contracts.ts';
import { withUnreleased } from './evolution/changelog.ts';
import { changesSince } from './evolution/changes.ts';
import { readRelease } from './evolution/release.ts';
import { places } from './places.ts';

/*
 * Prints the contract from the code: one SDL per subgraph, the supergraph the gateway runs, and
 * the client's view; and into the change log what the last release does not have yet. Run it after
 * every change of a schema; a check wants no difference. Writes beside this file, or into the
 * folder that is given.
 */

const note = '# Generated from the code by schema/print.ts. Do not edit.\n\n';

const folder = process.argv[2] ?? places.schema;
const composed = composeContracts();
for (const [name, sdl] of Object.entries({ ...contracts, ...composed })) {
  writeFileSync(join(folder, `${name}.graphql`), `${note}${sdl.trim()}\n`);
}

const release = readRelease(places.released);
const changes = release === null ? [] : await changesSince(release.api, composed.api);
const changelog = existsSync(places.changelog) ? readFileSync(places.changelog, 'utf8') : '';
writeFileSync(join(folder, 'CHANGELOG.md'), withUnreleased(changelog, release, changes));
