import type { Consulate } from '../domain/consulate.ts';
import type { Desk } from '../domain/desk.ts';
import type { DirectoryContent } from '../domain/directory.ts';
import { firstVersion } from '../domain/publish-directory.ts';
import { Prisma } from './_generated/client.ts';
import type { Transaction } from './database.ts';

/** Writes what a publication changes; consulates and desks that it does not name stay. */
export async function saveDirectory(
  transaction: Transaction,
  { consulates, desks, nationalLines }: DirectoryContent,
): Promise<void> {
  const rows = consulates.map(toRow);
  await transaction.consulate.createMany({ data: rows.filter(isNew) });
  for (const { id, ...data } of rows.filter(isKnown)) {
    await transaction.consulate.update({ where: { id }, data });
  }
  await replaceDetails(transaction, consulates);
  const deskRows = desks.map(toDeskRow);
  await transaction.desk.createMany({ data: deskRows.filter(isNew) });
  for (const { id, ...data } of deskRows.filter(isKnown)) {
    await transaction.desk.update({ where: { id }, data });
  }
  await transaction.nationalLine.deleteMany();
  await transaction.nationalLine.createMany({ data: [...nationalLines] });
}

const isNew = ({ version }: { readonly version: number }) => version === firstVersion;
const isKnown = ({ version }: { readonly version: number }) => version > firstVersion;

/** Old listings go first, all of them: a county may move from one of these consulates to another. */
async function replaceDetails(transaction: Transaction, consulates: readonly Consulate[]) {
  const changed = { consulateId: { in: consulates.map(({ id }) => id) } };
  await transaction.jurisdictionListing.deleteMany({ where: changed });
  await transaction.consulateFieldSource.deleteMany({ where: changed });
  const listings = consulates.flatMap(({ id, jurisdiction }) =>
    jurisdiction.listings.map((listing) => ({ consulateId: id, ...listing })),
  );
  await transaction.jurisdictionListing.createMany({
    data: listings.map(({ countyFips: _, ...listing }) => listing),
  });
  await transaction.jurisdictionCounty.createMany({
    data: listings.flatMap(({ consulateId, state, basis, countyFips }) =>
      countyFips.map((fips) => ({ consulateId, state, basis, countyFips: fips })),
    ),
  });
  await transaction.consulateFieldSource.createMany({
    data: consulates.flatMap(({ id, fieldSources }) =>
      fieldSources.map((source) => ({ consulateId: id, ...source })),
    ),
  });
}

/** Of a consulate's own desk the consulate says whether it is in service. */
function toDeskRow({ outOfService, escalationPolicy, ...desk }: Desk) {
  return {
    ...desk,
    escalationPolicy: orNull(escalationPolicy),
    outOfService: desk.kind === 'ADDITIONAL' ? outOfService : null,
  };
}

function toRow({ position, jurisdiction, hours, fieldSources: _, ...facts }: Consulate) {
  return {
    ...facts,
    hours: orNull(hours),
    latitude: position.latitude,
    longitude: position.longitude,
    positionPrecision: position.precision,
    jurisdictionCompleteness: jurisdiction.completeness,
  };
}

function orNull(value: object | null) {
  return value === null ? Prisma.DbNull : (value as Prisma.InputJsonObject);
}
