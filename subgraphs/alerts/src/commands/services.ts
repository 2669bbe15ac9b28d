import type { CursorCodec } from '@alert-button/platform/event-log/cursor.ts';
import type { EventLog } from '@alert-button/platform/event-log/event-log.ts';
import type { CountyIndex } from '@alert-button/platform/geography/counties.ts';
import type { Sealer } from '@alert-button/platform/keys.ts';
import type { Viewer } from '@alert-button/platform/viewer.ts';
import type { DatabaseClock } from '../store/database-clock.ts';
import type { Database } from '../store/database.ts';
import type { DirectoryCopy } from '../store/directory.ts';
import type { GrantPerson } from './grant-person.ts';
import type { HashPin } from '@alert-button/platform/pin-hasher.ts';

/** What the commands work with; made once, in `server.ts`. */
export interface Services {
  readonly database: Database;
  readonly clock: DatabaseClock;
  readonly directory: DirectoryCopy;
  readonly counties: CountyIndex;
  readonly sealer: Sealer;
  readonly hashPin: HashPin;
  readonly cursors: CursorCodec;
  readonly grantPerson: GrantPerson;
  readonly log: EventLog;
}

/** Who asks, in which request. */
export interface Asking {
  readonly viewer: Viewer;
  readonly requestId: string;
}
