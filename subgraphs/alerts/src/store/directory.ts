import type { PoolClient } from 'pg';
import type { LoggedEvent } from '@alert-button/platform/event-log/event-log.ts';
import {
  buildDirectory,
  type Directory,
  type DirectoryDesk,
  type DirectoryOffice,
} from '../domain/directory.ts';
import type { Database } from './database.ts';

type OfficePublished = Omit<DirectoryOffice, Later> & Partial<DirectoryOffice>;
type DeskPublished = Omit<DirectoryDesk, Later> & Partial<DirectoryDesk>;
/** Absent in what was published before it was told. */
type Later = 'isInService' | 'hours' | 'regionalGroup' | 'escalationPolicy' | 'shifts';

/** A shift as events and rows have it. */
interface StoredShift {
  readonly officerId: string;
  readonly startsAt: string;
  readonly endsAt: string;
}

interface DutyPublished {
  readonly deskId: string;
  readonly shifts: readonly StoredShift[];
}

/**
 * Takes over what the consulates publish, in the transaction that moves the cursor. What is there
 * from a later event stays.
 */
export async function applyDirectoryEvent(
  transaction: PoolClient,
  event: LoggedEvent,
): Promise<void> {
  if (event.kind === 'OFFICE_PUBLISHED') {
    const office = event.payload as OfficePublished;
    await transaction.query(
      `insert into directory_office
         (id, code, desk_id, latitude, longitude, is_jurisdiction_complete, counties,
          hours, regional_group, position)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       on conflict (id) do update set code = excluded.code, desk_id = excluded.desk_id,
         latitude = excluded.latitude, longitude = excluded.longitude,
         is_jurisdiction_complete = excluded.is_jurisdiction_complete,
         counties = excluded.counties, hours = excluded.hours,
         regional_group = excluded.regional_group, position = excluded.position
       where directory_office.position < excluded.position`,
      [
        office.id,
        office.code,
        office.deskId,
        office.latitude,
        office.longitude,
        office.isJurisdictionComplete,
        JSON.stringify(office.counties),
        jsonOrNull(office.hours),
        office.regionalGroup ?? null,
        event.position,
      ],
    );
  }
  if (event.kind === 'DESK_PUBLISHED') {
    const { isInService = true, ...desk } = event.payload as DeskPublished;
    await transaction.query(
      `insert into directory_desk
         (id, code, kind, consulate_id, is_in_service, escalation_policy, position)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (id) do update set code = excluded.code, kind = excluded.kind,
         consulate_id = excluded.consulate_id, is_in_service = excluded.is_in_service,
         escalation_policy = excluded.escalation_policy, position = excluded.position
       where directory_desk.position < excluded.position`,
      [
        desk.id,
        desk.code,
        desk.kind,
        desk.consulateId,
        isInService,
        jsonOrNull(desk.escalationPolicy),
        event.position,
      ],
    );
  }
  if (event.kind === 'DUTY_PUBLISHED') {
    const { deskId, shifts } = event.payload as DutyPublished;
    await transaction.query(
      `update directory_desk set shifts = $2, duty_position = $3
       where id = $1 and duty_position < $3`,
      [deskId, JSON.stringify(shifts), event.position],
    );
  }
}

const jsonOrNull = (value: object | null | undefined) =>
  value == null ? null : JSON.stringify(value);

async function loadDirectory({ prisma }: Database): Promise<Directory | null> {
  const [offices, desks] = await Promise.all([
    prisma.directoryOffice.findMany(),
    prisma.directoryDesk.findMany(),
  ]);
  return buildDirectory(
    offices as unknown as DirectoryOffice[],
    desks.map((desk) => ({
      ...(desk as unknown as DirectoryDesk),
      shifts: (desk.shifts as unknown as StoredShift[]).map(({ officerId, startsAt, endsAt }) => ({
        officerId,
        startsAt: new Date(startsAt),
        endsAt: new Date(endsAt),
      })),
    })),
  );
}

/** No directory has arrived yet: the service is not ready. */
export class DirectoryMissingError extends Error {
  override readonly name = 'DirectoryMissingError';
}

/** The directory in memory, so that routing a press asks nobody. */
export interface DirectoryCopy {
  /** @throws DirectoryMissingError before the first copy has arrived. */
  current(): Directory;
  reload(): Promise<void>;
}

export async function openDirectory(database: Database): Promise<DirectoryCopy> {
  let directory = await loadDirectory(database);
  return {
    current() {
      if (directory === null) throw new DirectoryMissingError('The directory has not arrived yet');
      return directory;
    },
    async reload() {
      directory = await loadDirectory(database);
    },
  };
}
