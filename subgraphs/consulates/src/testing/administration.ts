import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { createLocalKeyProvider, createSealer, type Sealer } from '@alert-button/platform/keys.ts';
import { createLog } from '@alert-button/platform/log.ts';
import { createTestDatabase } from '@alert-button/platform/testing/database.ts';
import type { OfficerRole, Viewer } from '@alert-button/platform/viewer.ts';
import { createCommands, type ConsulatesCommands } from '../commands/index.ts';
import { createLoadReferenceData } from '../commands/load-reference-data.ts';
import { openDatabase } from '../store/database.ts';
import { readShippedDirectory, type ShippedDirectory } from '../store/shipped-directory.ts';
import { createDirectoryCopy, type DirectoryCopy } from '../store/stored-directory.ts';

export const log = createLog('consulates', 'silent');

/** Everything that administrators can do here, on a real database with the shipped directory. */
export interface TestAdministration extends AsyncDisposable {
  /** Of the role the service has. */
  readonly url: string;
  readonly owner: pg.Client;
  readonly shipped: ShippedDirectory;
  readonly directory: DirectoryCopy;
  readonly commands: ConsulatesCommands;
  readonly sealer: Sealer;
  /** How often a new event was announced since `reset`. */
  readonly announcements: () => number;
  /** Takes over other reference data, as a new release does. */
  readonly load: (content: ShippedDirectory) => Promise<void>;
  /** Everything as shipped, nothing logged and nothing audited. */
  readonly reset: () => Promise<void>;
  readonly events: () => Promise<{ kind: string; version: number; payload: object }[]>;
  readonly audit: () => Promise<Record<string, unknown>[]>;
}

export async function openAdministration(): Promise<TestAdministration> {
  await using opening = new AsyncDisposableStack();
  const shipped = await readShippedDirectory();
  const testDatabase = opening.use(await createTestDatabase('consulates'));
  const database = opening.use(openDatabase(testDatabase.app, log));
  const owner = new pg.Client(testDatabase.owner);
  await owner.connect();
  opening.defer(() => owner.end());
  const directory = createDirectoryCopy(database);
  const sealer = createSealer(createLocalKeyProvider([{ id: 'test', secret: randomBytes(32) }]));
  let announcements = 0;
  const announce = () => void (announcements += 1);
  const load = async (content: ShippedDirectory) => {
    await createLoadReferenceData({ database, announce: () => undefined })(content);
    await directory.reload();
  };
  const closing = opening.move();
  return {
    url: testDatabase.app,
    owner,
    shipped,
    directory,
    sealer,
    commands: createCommands({ database, directory, sealer, announce, send: () => undefined }),
    announcements: () => announcements,
    load,
    async reset() {
      await owner.query(
        `truncate consulate, desk, national_line, reference_load, phone_confirmation,
         office_hours, duty_shift, roster_member, officer_channel, officer_language, message, event, audit_entry cascade`,
      );
      await load(shipped);
      await owner.query('delete from event');
      await owner.query('delete from audit_entry');
      announcements = 0;
    },
    async events() {
      const { rows } = await owner.query<{ kind: string; version: number; payload: object }>(
        'select kind, version, payload from event order by sequence',
      );
      return rows;
    },
    async audit() {
      const { rows } = await owner.query<Record<string, unknown>>(
        'select actor_kind, actor_id, action, request_id, facts from audit_entry order by at',
      );
      return rows;
    },
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

/** A request of an officer. */
export function as(role: OfficerRole, desk = 'national') {
  const viewer: Viewer = { kind: 'OFFICER', officerId: `the-${role.toLowerCase()}`, desk, role };
  return { viewer, requestId: 'a-request' };
}

export const administrator = as('ADMINISTRATOR');
