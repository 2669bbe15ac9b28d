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

const service = { select: { outOfService: true } } as const satisfies Prisma.Desk$consulateArgs;

type DeskRow = Prisma.DeskGetPayload<{ include: { consulate: typeof service } }>;
type ConsulateRow = Prisma.ConsulateGetPayload<{ include: typeof whole }>;

/** Reads all of the directory; empty lists before the first load. */
export async function readDirectory(transaction: Transaction): Promise<DirectoryContent> {
  const consulates = await transaction.consulate.findMany({ include: whole });
  const desks = await transaction.desk.findMany({ include: { consulate: service } });
  const nationalLines = await transaction.nationalLine.findMany();
  return {
    consulates: consulates.map(toConsulate).sort(byCode),
    desks: desks.map(toDesk).sort(byCode),
    nationalLines: nationalLines.sort(byCode),
  };
}

function toDesk({ consulate, ...desk }: DeskRow): Desk {
  const isOwn = desk.kind === 'CONSULATE';
  return {
    ...desk,
    escalationPolicy: desk.escalationPolicy as unknown as Desk['escalationPolicy'],
    outOfService: isOwn ? (consulate?.outOfService ?? null) : desk.outOfService,
  } as Desk;
}

function toConsulate(row: ConsulateRow): Consulate {
  const { latitude, longitude, positionPrecision, jurisdictionCompleteness, ...rest } = row;
  const { listings, fieldSources, ...facts } = rest;
  return {
    ...facts,
    type: row.type as Consulate['type'],
    hours: row.hours as unknown as Consulate['hours'],
    outOfService: row.outOfService as Consulate['outOfService'],
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
  /** One reload at a time, so that an older answer cannot take the place of a newer one. */
  reload(): Promise<void>;
}

/** There is nothing to answer from: the service is not ready. */
export class DirectoryMissingError extends Error {
  override readonly name = 'DirectoryMissingError';
}

export function createDirectoryCopy({ transaction }: Database): DirectoryCopy {
  let directory: Directory | null = null;
  let latest: Promise<void> = Promise.resolve();
  const load = async () => {
    directory = buildDirectory(await transaction(readDirectory));
  };
  return {
    current() {
      if (directory === null) throw new DirectoryMissingError('No directory is stored yet');
      return directory;
    },
    reload() {
      latest = latest.then(load, load);
      return latest;
    },
  };
}
