import type { Consulate, FieldSource } from '../domain/consulate.ts';
import type { Desk } from '../domain/desk.ts';
import {
  buildDirectory,
  byCode,
  type Directory,
  type DirectoryContent,
} from '../domain/directory.ts';
import {
  byStateAndBasis,
  type Jurisdiction,
  type JurisdictionListing,
} from '../domain/jurisdiction.ts';
import type { Prisma } from './_generated/client.ts';
import type { Database, Transaction } from './database.ts';

const whole = {
  fieldSources: true,
  listings: { include: { counties: { select: { countyFips: true } } } },
} as const satisfies Prisma.ConsulateInclude;

type ConsulateRow = Prisma.ConsulateGetPayload<{ include: typeof whole }>;

/** Reads all of the directory; empty lists before the first load. */
export async function readDirectory(transaction: Transaction): Promise<DirectoryContent> {
  const consulates = await transaction.consulate.findMany({ include: whole });
  const desks = await transaction.desk.findMany();
  const nationalLines = await transaction.nationalLine.findMany();
  return {
    consulates: consulates.map(toConsulate).sort(byCode),
    desks: (desks as unknown as Desk[]).sort(byCode),
    nationalLines: nationalLines.sort(byCode),
  };
}

function toConsulate(row: ConsulateRow): Consulate {
  const { latitude, longitude, positionPrecision, jurisdictionCompleteness, ...rest } = row;
  const { listings, fieldSources, ...facts } = rest;
  return {
    ...facts,
    type: row.type as Consulate['type'],
    position: {
      latitude,
      longitude,
      precision: positionPrecision as Consulate['position']['precision'],
    },
    jurisdiction: {
      completeness: jurisdictionCompleteness as Jurisdiction['completeness'],
      listings: listings
        .map(({ consulateId: _, basis, counties, ...listing }) => ({
          ...listing,
          basis: basis as JurisdictionListing['basis'],
          countyFips: counties.map((county) => county.countyFips).sort(),
        }))
        .sort(byStateAndBasis),
    },
    fieldSources: fieldSources
      .map(({ consulateId: _, field, ...source }) => ({
        ...source,
        field: field as FieldSource['field'],
      }))
      .sort((one, other) => (one.field < other.field ? -1 : 1)),
  };
}

/** The directory in memory: small and seldom changed, so that no read asks the database. */
export interface DirectoryCopy {
  /** @throws DirectoryMissingError before reference data were ever loaded. */
  current(): Directory;
  reload(): Promise<void>;
}

/** There is nothing to answer from: the service is not ready. */
export class DirectoryMissingError extends Error {
  override readonly name = 'DirectoryMissingError';
}

export function createDirectoryCopy({ transaction }: Database): DirectoryCopy {
  let directory: Directory | null = null;
  return {
    current() {
      if (directory === null) throw new DirectoryMissingError('No directory is stored yet');
      return directory;
    },
    async reload() {
      directory = buildDirectory(await transaction(readDirectory));
    },
  };
}
