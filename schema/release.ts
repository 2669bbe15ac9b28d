import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { composeContracts } from './contracts.ts';
import { bumpOf, nextVersion, withRelease } from './evolution/changelog.ts';
import { changesSince } from './evolution/changes.ts';
import { operationsIn, readRelease, writeRelease, type Release } from './evolution/release.ts';
import { report } from './evolution/report.ts';
import { places, today } from './places.ts';

/*
 * Releases the contract as it is in the code: it becomes what later changes are compared with, its
 * version follows from what changed, and the change log gets an entry. A release that breaks what
 * the last one promised needs `--break-promises`, so that it is somebody's decision.
 */

const last = readRelease(places.released);
const { api } = composeContracts();
const date = today();
const changes = last === null ? [] : await changesSince(last.api, api);
const broken = last === null ? [] : (await report(last, api, date)).broken;

if (last !== null && changes.length === 0) {
  console.log(`Nothing has changed since ${last.version}.`);
} else if (broken.length > 0 && !process.argv.includes('--break-promises')) {
  for (const sentence of broken) console.error(sentence);
  console.error('Nothing was released. With --break-promises it is, and these clients break.');
  process.exitCode = 1;
} else {
  const version = last === null ? '0.1.0' : nextVersion(last.version, bumpOf(changes));
  const release: Release = { version, date, api, operations: operationsIn(places.operations) };
  const changelog = existsSync(places.changelog) ? readFileSync(places.changelog, 'utf8') : '';
  writeRelease(places.released, release);
  writeFileSync(places.changelog, withRelease(changelog, release, changes));
  console.log(`Released ${version}: commit schema/released and schema/CHANGELOG.md.`);
}
